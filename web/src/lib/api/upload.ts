import { ApiProblem, hooks, report, url, type Options } from './api';
import { parseRetryAfter, problemFrom } from './problem';
import type { StoredFile } from './types';

/** XMLHttpRequest, because fetch still cannot tell how much of a body has been sent. */
export function upload<T = StoredFile>(
  to: string,
  file: File,
  options: Options & { onprogress?: (fraction: number) => void } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file);
    request.open('POST', url(to, options.query));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', hooks.language());
    request.setRequestHeader('X-Koprogo-Client', 'web');
    if (options.idempotencyKey) request.setRequestHeader('Idempotency-Key', options.idempotencyKey);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onprogress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText) as T);
      const retryAfter = parseRetryAfter(request.getResponseHeader('Retry-After'), Date.now());
      const type = request.getResponseHeader('Content-Type');
      reject(report(problemFrom(request.status, type, request.responseText, retryAfter), options));
    };
    request.onerror = () => reject(report(new ApiProblem({ status: 0 }), options));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}
