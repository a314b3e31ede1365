-- A database of revision 0003 with rows in every table. Frozen: do not write it anew.
PRAGMA application_id = 1668509796;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE answers (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        state TEXT NOT NULL,
        choices TEXT NOT NULL,
        text TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_answers PRIMARY KEY (case_number, id),
        CONSTRAINT fk_answers_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "answers" VALUES(1,'q1','answered','["a","b"]','急ぎ',0,X'1B97C9542BE6C1185807329E5CC6A5BF');
CREATE TABLE cases (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        client_number INTEGER NOT NULL,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        order_type TEXT NOT NULL,
        status TEXT NOT NULL,
        planned_order_on TEXT,
        budget_yen INTEGER,
        deadline TEXT,
        consultant TEXT NOT NULL,
        is_sample BOOLEAN NOT NULL,
        binned_at TEXT,
        version INTEGER NOT NULL,
        step TEXT NOT NULL,
        done_steps INTEGER NOT NULL,
        errors INTEGER NOT NULL,
        warnings INTEGER NOT NULL,
        check_state TEXT NOT NULL,
        amount_yen INTEGER,
        next_due TEXT,
        next_due_label TEXT NOT NULL,
        reading_order TEXT NOT NULL, search_digest BLOB, platform_id TEXT NOT NULL DEFAULT '',
        CONSTRAINT uq_cases_id UNIQUE (id),
        CONSTRAINT fk_cases_client_number_clients FOREIGN KEY(client_number)
            REFERENCES clients (number)
    );
INSERT INTO "cases" VALUES(1,'case1',1,'店の看板を新しくしたい','2026-11-24T05:32:00.000000+00:00','2026-11-24T05:32:00.000000+00:00','broker_match','active',NULL,NULL,'2027-01-18','',0,NULL,1,'request_format',2,0,1,'warning',50000,'2026-12-04','次の相談','0みほんしょうてん	見本商店',X'6977460EBF18FC8B1DF23DE574E07D2B','');
INSERT INTO "cases" VALUES(2,'case2',2,'終わった相談','2026-11-24T05:32:00.000000+00:00','2026-11-24T05:32:00.000000+00:00','broker_match','archived',NULL,NULL,NULL,'',0,NULL,2,'hearing',0,-1,-1,'unchecked',NULL,NULL,'','1見本工房',X'7E0BB0B84F7A005EC5FDFBC79212752A','lancers');
CREATE TABLE clients (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        furigana TEXT NOT NULL,
        corporate_number TEXT NOT NULL,
        industry TEXT NOT NULL,
        prefecture TEXT NOT NULL,
        address TEXT NOT NULL,
        employees INTEGER,
        capital_yen INTEGER,
        contact_name TEXT NOT NULL,
        contact TEXT NOT NULL,
        consent_on TEXT,
        note TEXT NOT NULL,
        is_sample BOOLEAN NOT NULL,
        merged_into TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        version INTEGER NOT NULL,
        reading_order TEXT NOT NULL,
        folded TEXT NOT NULL,
        CONSTRAINT pk_clients PRIMARY KEY (number),
        CONSTRAINT uq_clients_id UNIQUE (id)
    );
INSERT INTO "clients" VALUES(1,'c1','見本商店','みほんしょうてん','','小売業','石川県','',6,NULL,'','','2026-11-20','',0,'','2026-11-24T05:32:00.000000+00:00','2026-11-24T05:32:00.000000+00:00',1,'0みほんしょうてん	見本商店','見本商店
みほんしょうてん');
INSERT INTO "clients" VALUES(2,'c2','見本工房','','','','','',NULL,NULL,'','',NULL,'',0,'','2026-11-24T05:32:00.000000+00:00','2026-11-24T05:32:00.000000+00:00',1,'1見本工房','見本工房
');
CREATE TABLE hearings (
        case_number INTEGER NOT NULL,
        owner_words TEXT NOT NULL,
        obstacles TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_hearings PRIMARY KEY (case_number),
        CONSTRAINT fk_hearings_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "hearings" VALUES(1,'看板が古くて
お客様が減った','["awareness"]',0,X'910E52D49DD79FFA623F94C0C7B87BF0');
INSERT INTO "hearings" VALUES(2,'','[]',0,X'A578D74FFD8D957DFEBD4C01036A2618');
CREATE TABLE issues (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        catalogue_id TEXT NOT NULL,
        why TEXT NOT NULL,
        measure TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_issues PRIMARY KEY (case_number, id),
        CONSTRAINT fk_issues_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "issues" VALUES(1,'i1','知られていない','','','["看板が古い"]','',0,X'79B47B3772C22199DA43D2947FB23C78');
CREATE TABLE kept_back (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        verdict TEXT NOT NULL,
        who TEXT NOT NULL,
        reason TEXT NOT NULL,
        "instead" TEXT NOT NULL,
        catalogue_id TEXT NOT NULL,
        why TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_kept_back PRIMARY KEY (case_number, id),
        CONSTRAINT fk_kept_back_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "kept_back" VALUES(1,'k1','屋外広告の許可','professional','行政書士','許可が要る','','','[]',0,X'99854B485A9D7F1F798D6DB987D49770');
CREATE TABLE meetings (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        held_on TEXT NOT NULL,
        minutes INTEGER NOT NULL,
        channel TEXT NOT NULL,
        attendees TEXT NOT NULL,
        note TEXT NOT NULL,
        next_on TEXT,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_meetings PRIMARY KEY (case_number, id),
        CONSTRAINT fk_meetings_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "meetings" VALUES(1,'m1','2026-11-20',50,'desk','店主','','2026-12-04',0,X'8B65D66C0B1CD0AF5F494080B9AB6257');
CREATE TABLE posting_versions (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        cause TEXT NOT NULL,
        texts TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_posting_versions PRIMARY KEY (case_number, id, number),
        CONSTRAINT fk_posting_versions_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "posting_versions" VALUES(1,'p1',1,'2026-11-24T05:32:00.000000+00:00','確定','[["title","看板のロゴ"]]',0,X'DA3E4C2A307961B945E7670997C40817');
CREATE TABLE postings (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        work_item_id TEXT NOT NULL,
        format TEXT NOT NULL,
        texts TEXT NOT NULL,
        template_id TEXT NOT NULL,
        last_check TEXT,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL, exemptions TEXT NOT NULL DEFAULT '[]', corrections TEXT NOT NULL DEFAULT '[]',
        CONSTRAINT pk_postings PRIMARY KEY (case_number, id),
        CONSTRAINT fk_postings_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "postings" VALUES(1,'p1','w1','competition','[["title","看板のロゴ"]]','','{"v":1,"as_of":"2026-11-24","pack_version":"1","pack_digest":"abc","checked_at":"2026-11-24T05:32:00.000000+00:00","errors":0,"warnings":1,"infos":2,"states":[["deadline","present"]]}',0,X'7B6522FF4520F8ADF1EC2E4FA20C582F','[]','[]');
INSERT INTO "postings" VALUES(2,'p2','w3','project','[["title","終わった募集"]]','',NULL,0,X'28BC3967675494E0A4EAF10DC5A5A84D','[["G04","","別の紙で渡した","見本 担当","2026-11-24T05:32:00.000000+00:00"]]','[["G02","title","終わり","終わった募集","2026-11-24T05:32:00.000000+00:00"]]');
CREATE TABLE settings (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_settings PRIMARY KEY (name)
    );
INSERT INTO "settings" VALUES('theme','dark');
CREATE TABLE work_items (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        issue_id TEXT NOT NULL,
        catalogue_id TEXT NOT NULL,
        category TEXT NOT NULL,
        work_type TEXT NOT NULL,
        state TEXT NOT NULL,
        verdict TEXT NOT NULL,
        verdict_reason TEXT NOT NULL,
        who TEXT NOT NULL,
        deliverable TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        unit TEXT NOT NULL,
        unit_price_yen INTEGER,
        price_low_yen INTEGER,
        price_high_yen INTEGER,
        price_basis TEXT NOT NULL,
        hours FLOAT,
        days INTEGER,
        inputs TEXT NOT NULL,
        skills TEXT NOT NULL,
        acceptance TEXT NOT NULL,
        rights_note TEXT NOT NULL,
        withholding TEXT NOT NULL,
        personal_data TEXT NOT NULL,
        "after" TEXT NOT NULL,
        starts_on TEXT,
        due_on TEXT,
        note TEXT NOT NULL,
        why TEXT NOT NULL,
        format_answers TEXT NOT NULL,
        format_decision TEXT,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_work_items PRIMARY KEY (case_number, id),
        CONSTRAINT fk_work_items_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    );
INSERT INTO "work_items" VALUES(1,'w1','ロゴ','','','','','accepted','order','','','',1,'件',50000,NULL,NULL,'',6.5,NULL,'["店名の由来"]','[]','[]','','','','[]',NULL,NULL,'','[]','[["compare","yes","asked",""]]','{"v":1,"chosen":"competition","recommended":"project","scores":[{"format":"competition","points":3,"reasons":[[3,"案を見比べたい","compare"]],"exclusions":[["x","量が多い","分ける"]]}],"answers":[["compare","yes","asked",""]],"decided_at":"2026-11-24T05:32:00.000000+00:00","override_reason":"店主の希望"}',0,X'7E821F7C44BC26FAA31FE00CBB5AFA85');
INSERT INTO "work_items" VALUES(1,'w2','看板','','','','','accepted','order','','','',1,'件',NULL,NULL,NULL,'',NULL,NULL,'[]','[]','[]','','','','["w1"]',NULL,NULL,'','[]','[]',NULL,1,X'6603C2B2AA98724C3E7090DF369EFB58');
CREATE INDEX ix_clients_merged_into_reading_order
        ON clients (merged_into, reading_order)
    ;
CREATE INDEX ix_cases_client_number_status
        ON cases (client_number, status)
    ;
CREATE INDEX ix_cases_status_amount_yen
        ON cases (status, amount_yen)
    ;
CREATE INDEX ix_cases_status_next_due
        ON cases (status, next_due)
    ;
CREATE INDEX ix_cases_status_reading_order
        ON cases (status, reading_order)
    ;
CREATE INDEX ix_cases_status_step_check_state_amount_yen
        ON cases (status, step, check_state, amount_yen)
    ;
CREATE INDEX ix_cases_status_step_check_state_next_due
        ON cases (status, step, check_state, next_due)
    ;
CREATE INDEX ix_cases_status_step_check_state_reading_order
        ON cases (status, step, check_state, reading_order)
    ;
CREATE INDEX ix_cases_status_step_check_state_updated_at
        ON cases (status, step, check_state, updated_at)
    ;
CREATE INDEX ix_cases_status_updated_at
        ON cases (status, updated_at)
    ;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('cases',2);
CREATE VIRTUAL TABLE case_search USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii');
INSERT INTO case_search (rowid, tokens) VALUES(1,'sactive trequestformat kwarning 898bx672c 672cx5546 5546x5e97 z 307fx307b 307bx3093 3093x3057 3057x3087 3087x3046 3046x3066 3066x3093 z 5e97x306e 306ex770b 770bx677f 677fx3092 3092x65b0 65b0x3057 3057x304f 304fx3057 3057x305f 305fx3044 z 770bx677f 677fx304c 304cx53e4 53e4x304f 304fx3066 z 304ax5ba2 5ba2x69d8 69d8x304c 304cx6e1b 6e1bx3063 3063x305f z 308dx3054 z 770bx677f z 3044 3046 304a 304c 304f 3054 3057 305f 3063 3066 306e 307b 307f 3087 308d 3092 3093 53e4 5546 5ba2 5e97 65b0 672c 677f 69d8 6e1b 770b 898b');
INSERT INTO case_search (rowid, tokens) VALUES(2,'sarchived thearing kunchecked 898bx672c 672cx5de5 5de5x623f z 7d42x308f 308fx3063 3063x305f 305fx76f8 76f8x8ac7 z 305f 3063 308f 5de5 623f 672c 76f8 7d42 898b 8ac7');
COMMIT;
