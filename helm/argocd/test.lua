-- Runs the health checks as Argo CD does: the script sees `obj` and the base library, nothing else.
-- Usage: lua5.1 test.lua DIRECTORY (one that holds health.lua, health_test.yaml and testdata/)
local lyaml = require("lyaml")
local directory = arg[1]
local allowed = { Healthy = true, Progressing = true, Degraded = true, Suspended = true }
local passed, failed = 0, 0

local function read(name)
  local file = assert(io.open(directory .. "/" .. name))
  local text = file:read("*a")
  file:close()
  return text
end

local function check(name, ok, problem)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
    print("FAIL " .. name .. ": " .. problem)
  end
end

local script = read("health.lua")

local function health(obj)
  local chunk = assert(loadstring(script, "@health.lua"))
  setfenv(chunk, { obj = obj, ipairs = ipairs, pairs = pairs, next = next, type = type, tostring = tostring, tonumber = tonumber })
  return chunk()
end

local function describe(result)
  return tostring(result.status) .. " «" .. tostring(result.message) .. "»"
end

local function keys(part)
  local found = {}
  for key in pairs(part) do
    found[#found + 1] = key
  end
  return found
end

-- Whatever part of an object is missing, the answer is one of the four, with a message, and never an error.
local function check_without_each_part(name, obj, part, path)
  for _, key in ipairs(keys(part)) do
    local value = part[key]
    if path .. key ~= "metadata" then
      part[key] = nil
      local ran, result = pcall(health, obj)
      local ok = ran and allowed[result.status] and type(result.message) == "string"
      check(name .. " without " .. path .. key, ok, ran and describe(result) or result)
      part[key] = value
    end
    if type(value) == "table" then
      check_without_each_part(name, obj, value, path .. key .. ".")
    end
  end
end

local _, lines = script:gsub("\n", "\n")
check("health.lua", lines <= 40, lines .. " lines, 40 are the limit")

for _, test in ipairs(lyaml.load(read("health_test.yaml")).tests) do
  local obj = lyaml.load(read(test.inputPath))
  local result = health(obj)
  local expected = test.healthStatus
  check(test.inputPath, result.status == expected.status and result.message == expected.message,
    describe(result) .. " instead of " .. describe(expected))
  check_without_each_part(test.inputPath, obj, obj, "")
end

print(passed .. " passed, " .. failed .. " failed")
os.exit(failed == 0 and 0 or 1)
