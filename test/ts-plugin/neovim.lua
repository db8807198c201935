-- Opens files in Neovim (0.7 or later) with a language server that has the plugin, and writes down what the editor then knows and does.
local root = vim.env.RSC_ROOT
local said = {}

local function attach(buffer)
  local config = {
    name = 'typescript',
    cmd = vim.json.decode(vim.env.RSC_COMMAND),
    init_options = vim.json.decode(vim.env.RSC_OPTIONS),
    root_dir = root,
  }
  local client = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(buffer, client)
  return client
end

local function request(buffer, method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(buffer) }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000) or {}
  local _, answer = next(answers)
  return answer and answer.result
end

local function run()
  vim.cmd('edit ' .. root .. '/actions.tsx')
  local actions = vim.api.nvim_get_current_buf()
  local client = attach(actions)
  vim.wait(60000, function() return #vim.diagnostic.get(actions) > 0 end, 50)
  said.before = vim.tbl_map(function(found)
    return { line = found.lnum, column = found.col, code = found.code, source = found.source, message = found.message }
  end, vim.diagnostic.get(actions))

  -- What its own function for code actions sends, without the menu.
  local offered = request(actions, 'textDocument/codeAction', {
    range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 11 } },
    context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(actions, 0) },
  })
  said.titles = vim.tbl_map(function(action) return action.title end, offered)
  for _, action in ipairs(offered) do
    if action.title == vim.env.RSC_FIX then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
  end
  said.text = vim.api.nvim_buf_get_lines(actions, 0, -1, false)
  vim.wait(30000, function() return #vim.diagnostic.get(actions) == 0 end, 50)
  said.after = #vim.diagnostic.get(actions)

  vim.cmd('edit! ' .. root .. '/client.tsx')
  local other = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(other, client)
  local hover = request(other, 'textDocument/hover', { position = { line = 0, character = 3 } })
  said.hover = vim.json.encode(hover.contents)
end

local isDone, problem = pcall(run)
if not isDone then said.problem = tostring(problem) end
vim.fn.writefile({ vim.json.encode(said) }, root .. '/said.json')
vim.cmd('qall!')
