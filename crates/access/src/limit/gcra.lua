-- Counts one request of KEYS[1]. ARGV: window in microseconds, quota.
-- Answers {allowed, remaining, microseconds until one more is allowed}.
-- The clock is Redis's own: replicas need not agree on the time. What is kept is the instant at which the quota is whole again,
-- and it is kept no longer than until then. Numbers are written out: Lua would round them to fourteen digits.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local window = tonumber(ARGV[1])
local step = window / tonumber(ARGV[2])
local whole_at = tonumber(redis.call('GET', KEYS[1]) or now)
-- The quota may have become smaller since.
whole_at = math.min(math.max(whole_at, now), now + window)
local after = whole_at + step
if after - now > window + 0.5 then
  return {0, 0, math.ceil(after - now - window)}
end
redis.call('SET', KEYS[1], string.format('%.2f', after), 'PX', math.ceil((after - now) / 1000) + 1)
return {1, math.floor((window - (after - now)) / step + 0.001), 0}
