// So many requests a second as long as it is told, over HTTPS: seven of ten read, three write. Each must be answered as it should; what is
// not is counted, and nothing is asked twice.
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import exec from 'k6/execution';

const host = __ENV.HOST;
const people = JSON.parse(open(__ENV.PEOPLE));
const failed = new Counter('answered_badly');
const written = new Counter('written');

export const options = {
  hosts: { [host]: '127.0.0.1' },
  discardResponseBodies: true,
  systemTags: ['status', 'error', 'method'],
  summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],
  scenarios: {
    visitors: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE),
      timeUnit: '1s',
      duration: `${__ENV.SECONDS}s`,
      preAllocatedVUs: 60,
      maxVUs: 400,
      gracefulStop: '30s',
    },
  },
};

const reads = [
  (one) => `/copros/${one.copro}`,
  (one) => `/copros/${one.copro}/lots`,
  (one) => `/copros/${one.copro}/owners`,
  (one) => `/firms/${one.firm}/copros`,
  (one) => `/copros/${one.copro}/persons`,
  () => '/session',
  (one) => `/copros/${one.copro}/keys`,
];

export default function () {
  const turn = exec.scenario.iterationInTest;
  const one = people[turn % people.length];
  const headers = { origin: `https://${host}`, cookie: one.cookie, 'content-type': 'application/json' };
  const place = turn % 10;
  let answer;
  if (place < 7) {
    answer = http.get(`https://${host}/v1${reads[place](one)}`, { headers, timeout: '20s' });
  } else {
    const body = JSON.stringify({ name: `Entretien ${turn}` });
    answer = http.post(`https://${host}/v1/copros/${one.copro}/suppliers`, body, { headers, timeout: '20s' });
    if (answer.status === 201) written.add(1);
  }
  if (answer.status !== (place < 7 ? 200 : 201)) {
    failed.add(1);
    console.error(`${turn}: ${answer.request.method} ${answer.url}: ${answer.status} ${answer.error}`);
  }
}

export function handleSummary(data) {
  const count = (name) => (data.metrics[name] ? data.metrics[name].values.count : 0);
  const times = data.metrics.http_req_duration.values;
  return {
    [__ENV.SUMMARY]: JSON.stringify({
      requests: count('http_reqs'),
      failed: count('answered_badly'),
      written: count('written'),
      dropped: count('dropped_iterations'),
      times,
    }),
  };
}
