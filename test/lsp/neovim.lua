-- Opens a file in Neovim (0.7 or later) with `rsc-boundary lsp`, and writes down what the editor then knows and does, as JSON.
local output = vim.env.RSC_OUTPUT
local said = {}

local function run()
  vim.cmd('edit ' .. vim.env.RSC_FILE)
  local config = {
    name = 'rsc-boundary',
    cmd = { vim.env.RSC_NODE, vim.env.RSC_BIN, 'lsp', '--stdio' },
    root_dir = vim.env.RSC_ROOT,
    init_options = { rules = { ['server-module-exports'] = 'warn' } },
  }
  if vim.lsp.start then
    vim.lsp.start(config)
  else
    vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
  end
  local buffer = vim.api.nvim_get_current_buf()
  local function diagnostics(count)
    vim.wait(30000, function() return #vim.diagnostic.get(buffer) == count end, 50)
    return vim.tbl_map(function(diagnostic)
      return { line = diagnostic.lnum, column = diagnostic.col, code = diagnostic.code, source = diagnostic.source, severity = diagnostic.severity }
    end, vim.diagnostic.get(buffer))
  end
  local function ask(method, params)
    for _, answer in pairs(vim.lsp.buf_request_sync(buffer, method, params, 30000) or {}) do
      if answer.result then return answer.result end
    end
  end
  local document = { uri = vim.uri_from_bufnr(buffer) }
  local zero = { line = 0, character = 0 }

  said.before = diagnostics(2)
  said.hover = ask('textDocument/hover', { textDocument = document, position = { line = 0, character = 3 } }).contents.value
  local actions = ask('textDocument/codeAction', {
    textDocument = document,
    range = { start = zero, ['end'] = zero },
    context = { diagnostics = {}, only = { 'source.fixAll' } },
  })
  vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
  said.text = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  said.after = diagnostics(1)
end

local isDone, problem = pcall(run)
if not isDone then said.problem = tostring(problem) end
vim.fn.writefile({ vim.fn.json_encode(said) }, output)
vim.cmd('qall!')
