-- Health of every kind of consul.cookify.io: all share one status contract.
-- Degraded fails a sync for good, so it is said only of Stalled: what a human must mend.
local function health(status, message)
  return { status = status, message = message or "" }
end

local function condition(name)
  for _, c in ipairs(obj.status.conditions or {}) do
    local current = c.observedGeneration == nil or c.observedGeneration == obj.metadata.generation
    if c.type == name and current then
      return c
    end
  end
  return {}
end

if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "Pending deletion")
end
if obj.spec ~= nil and obj.spec.paused == true then
  return health("Suspended", "Paused by spec.paused")
end
if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "Waiting for the operator to see this generation")
end

local ready, reconciling, stalled = condition("Ready"), condition("Reconciling"), condition("Stalled")
if stalled.status == "True" then
  return health("Degraded", stalled.message)
end
if ready.status == "True" then
  return health("Healthy", ready.message)
end
return health("Progressing", reconciling.message or ready.message or "Waiting for the condition Ready")
