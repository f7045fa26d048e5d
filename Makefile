# Gonghui 工会. `make help` lists what there is to do. Needs make and Python 3.11 or newer; the rest goes into .venv.
# A stamp file stands for each finished step: a second run does nothing, a changed pyproject.toml or
# .ci/constraints.txt installs again.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=.ci/constraints.txt $(BIN)/python -m pip install --quiet
PINS   := pyproject.toml .ci/constraints.txt
TESTS  ?=
WORKERS ?= auto
# all tests over the cores, at some 1.2 GB a worker; named ones in one process
SPREAD := $(if $(strip $(TESTS)),$(TESTS),-n $(WORKERS) --maxprocesses 4 --dist worksteal)

# .made holds the folder that the environment was made in. One that was moved, or whose Python is gone, is made again.
AGAIN  := $(shell [ "$$(cat $(VENV)/.made 2>/dev/null)" = "$$(pwd -P)" ] && $(BIN)/python -c '' 2>/dev/null || echo again)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo page page-if-can core dev models ocr test check format bench evaluate wheel clean again
.DELETE_ON_ERROR:

help: ## This list 显示本说明
	@echo 'Gonghui 工会 — make TARGET; PYTHON=/path/to/python3 chooses another Python (make clean first)'
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.core page-if-can ## Set up and answer questions about the sample documents 安装并演示
	@$(BIN)/gonghui demo

core: $(VENV)/.core ## Only set up the program in .venv 只安装程序
	@echo 'Ready 已就绪: $(BIN)/gonghui'

page: api/page/index.html ## Build the web page (Node.js 20 or newer) 生成网页

dev: $(VENV)/.dev ## Set up with the tools for development 安装开发工具

models: $(VENV)/.models ## Add torch and sentence-transformers, for hub models and training 安装向量模型组件
	@echo 'Ready 已就绪: torch, sentence-transformers'

ocr: $(VENV)/.ocr ## Add text recognition for scans and pictures 安装扫描件识别组件
	@echo 'Ready 已就绪: rapidocr'

test: $(VENV)/.dev $(VENV)/.models $(VENV)/.ocr page-if-can ## Run the tests (TESTS="tests/kg -k store" for some) 运行测试
	@$(BIN)/python -m pytest -q $(SPREAD)

check: $(VENV)/.dev $(VENV)/.models $(VENV)/.ocr page-if-can ## Lint, format, types, layers, then the tests 全部检查
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict kg ingest search api
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q $(SPREAD)

format: $(VENV)/.dev ## Put the code into its usual form 整理代码格式
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

bench: $(VENV)/.dev $(VENV)/.models ## Measure speed and quality (tests/bench) 运行基准测试
	@$(BIN)/python -m tests.bench

evaluate: $(VENV)/.core ## Measure search, part by part (SET=folder DOCUMENTS=folder for others) 检索评测
	@$(BIN)/gonghui model evaluate --parts $(if $(SET),--set $(SET)) $(if $(DOCUMENTS),--documents $(DOCUMENTS))

wheel: $(VENV)/.dev page-if-can ## Build the wheel into dist/ 打包
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

clean: ## Remove the environment, caches and builds; workspaces stay 清除环境与缓存（不动工作区）
	rm -rf $(VENV) build dist api/page api/web/node_modules *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find kg ingest search api tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment -------------------------------------------------------------------------------

$(VENV)/.made: $(AGAIN)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3. 需要 Python 3.11 以上，可用 PYTHON= 指定。' >&2; exit 1; }
	@echo 'Making the environment in $(VENV) … 正在创建环境…'
	@$(PYTHON) -m venv --clear $(VENV) || { \
	  echo 'Python cannot make an environment here; on Debian: apt-get install python3-venv. 无法创建环境，Debian 上请安装 python3-venv。' >&2; exit 1; }
	@pwd -P > $@

$(VENV)/.core: $(VENV)/.made $(PINS)
	@echo 'Installing the program (about 430 MB) … 正在安装程序…'
	@$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo 'Installing the tools for development … 正在安装开发工具…'
	@$(PIP) -e '.[dev]'
	@touch $@

$(VENV)/.models: $(VENV)/.core
	@echo 'Installing torch and sentence-transformers (about 1 GB) … 正在安装向量模型组件…'
	@$(PIP) -e '.[models]'
	@touch $@

$(VENV)/.ocr: $(VENV)/.core
	@echo 'Installing text recognition for scans (about 270 MB) … 正在安装扫描件识别组件…'
	@$(PIP) -e '.[ocr]'
	@touch $@

# --- the page ----------------------------------------------------------------------------------------

PAGE_SOURCES := api/web/package-lock.json api/web/index.html api/web/vite.config.ts $(shell find api/web/src api/web/public -type f)

api/page/index.html: $(PAGE_SOURCES)
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || { \
	  echo 'Node.js 20 or newer is needed for the page; the rest works without. 生成网页需要 Node.js 20 以上，其余功能不受影响。' >&2; exit 1; }
	@echo 'Building the page … 正在生成网页…'
	@cd api/web && npm ci --silent --no-audit --no-fund && npm run build --silent >/dev/null

# Without Node.js, or where the page cannot be built, everything else goes on.
page-if-can:
	@if node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then \
	  $(MAKE) --no-print-directory api/page/index.html || echo 'The page could not be built; the rest works. 网页没有生成，其余功能照常。' >&2; fi
