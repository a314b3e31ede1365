.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
PREPARE = @python=$$(sh scripts/find_python.sh) && "$$python" -m scripts.setup
LOCKING = uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

unexport PYTHONHOME
unexport PYTHONPATH

help:        ## この一覧
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:       ## 環境(.venv)を用意する
	$(PREPARE)

run:         ## 起動する(引数は ARGS="…")
	$(PREPARE) --qt window
	@$(PYTHON) -m scripts.run $(ARGS)

test:        ## 整形・書き方・型・依存規則・データ・テストをすべて
	$(PREPARE) --qt offscreen
	@$(PYTHON) -m scripts.checks

demo:        ## 見本案件から依頼文のPDFを out/demo に作る
	$(PREPARE)
	@$(PYTHON) -m cspdesk demo --out out/demo

bench:       ## 速さを測る
	$(PREPARE) --qt offscreen
	@$(PYTHON) -m benchmarks.run

eval:        ## 公開の事例で点検・分解・依頼形式の成績を出す
	$(PREPARE)
	@$(PYTHON) -m eval.run

screenshots: ## 画面の写真を docs/pictures に作り直す
	$(PREPARE) --qt offscreen
	@$(PYTHON) -m scripts.screenshots

bundle:      ## 配布用フォルダーを作り、--check で起動を確かめる
	$(PREPARE) --qt offscreen
	@$(PYTHON) -m scripts.bundle

format:      ## 整形する
	$(PREPARE)
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

data:        ## resources/ を検査し、確認日の古い順に並べる
	$(PREPARE)
	@$(PYTHON) -m scripts.data

law-table:   ## docs/law-statements.md を作り直す
	$(PREPARE)
	@$(PYTHON) -m scripts.law_table

licences:    ## THIRD_PARTY_LICENSES を作り直す
	$(PREPARE)
	@$(PYTHON) -m scripts.licences

lock:        ## requirements.lock を pyproject.toml から作り直す(uv が要る)
	@UV_PYTHON_DOWNLOADS=never $(LOCKING)

clean:       ## 作ったものを消す(案件のデータは消さない)
	@rm -rf .venv build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup run test demo bench eval screenshots bundle format data law-table licences lock clean
