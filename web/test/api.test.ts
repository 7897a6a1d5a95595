import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiProblem, api, hooks } from '../src/lib/api/api';
import { sources } from './source';

type Sent = { method: string; headers: Record<string, string> };
let sent: Sent[] = [];
let answers: Response[] = [];
const refusal = (status: number, code: string) => new Response(JSON.stringify({ code, status, title: 't', detail: 'd' }), { status, headers: { 'Content-Type': 'application/problem+json' } });

beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', (_: string, init: Sent) => {
    sent.push(init);
    return Promise.resolve(answers.shift() ?? new Response('{}'));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  answers = [];
  hooks.confirm = async () => false;
  hooks.secondFactor = () => {};
});
const keys = () => sent.map((one) => one.headers['Idempotency-Key']);

describe('idempotency keys', () => {
  test('every unsafe request has one, a reading has none', async () => {
    await api.get('/a');
    await api.post('/a');
    await api.patch('/a', {});
    await api.put('/a', {});
    await api.delete('/a');
    expect(keys()[0]).toBeUndefined();
    expect(new Set(keys().slice(1)).size).toBe(4);
    expect(keys().slice(1).every((key) => /^[0-9a-f-]{36}$/.test(key!))).toBe(true);
  });

  test('that of the action is kept', async () => {
    await api.post('/a', {}, { idempotencyKey: 'one' });
    expect(keys()).toEqual(['one']);
  });

  test('an action hands its key on', () => {
    const careless = sources().filter(({ text }) => /createAction\(\s*(?:async )?\(\) =>[^;]{0,80}\bapi\.(?:post|put|patch|delete)\b/.test(text));
    expect(careless.map(({ path }) => path)).toEqual([]);
  });
});

describe('a sensitive act', () => {
  test('is repeated once after the password, with the same key', async () => {
    answers = [refusal(403, 'confirmation-required'), new Response('{"done":true}')];
    hooks.confirm = async () => true;
    expect(await api.post('/a', {})).toEqual({ done: true });
    expect(sent.length).toBe(2);
    expect(new Set(keys()).size).toBe(1);
  });

  test('is not repeated a second time', async () => {
    answers = [refusal(403, 'confirmation-required'), refusal(403, 'confirmation-required'), new Response('{}')];
    hooks.confirm = async () => true;
    await expect(api.post('/a', {})).rejects.toBeInstanceOf(ApiProblem);
    expect(sent.length).toBe(2);
  });

  test('is given up when the password is not given', async () => {
    answers = [refusal(403, 'confirmation-required')];
    await expect(api.post('/a', {})).rejects.toMatchObject({ code: 'confirmation-required' });
    expect(sent.length).toBe(1);
  });

  test('another refusal asks for nothing', async () => {
    answers = [refusal(403, 'forbidden')];
    hooks.confirm = vi.fn(async () => true);
    await expect(api.post('/a', {})).rejects.toMatchObject({ code: 'forbidden' });
    expect(hooks.confirm).not.toHaveBeenCalled();
  });

  test('a firm that asks for a second factor leads to setting one up', async () => {
    answers = [refusal(403, 'second-factor-required')];
    hooks.secondFactor = vi.fn();
    await expect(api.get('/a')).rejects.toBeInstanceOf(ApiProblem);
    expect(hooks.secondFactor).toHaveBeenCalledOnce();
  });
});
