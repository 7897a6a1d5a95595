// A copro changes syndic by the screens of both firms; a person and an account are told what is known of them and forgotten.
import { NARROW, WIDE, assertSound, settled, until, visit, visitor } from './browser.mjs';
import { button, confirming, dialog, firmWithTwoCopros, linkFor, t } from './access.mjs';
import { newcomer, codeFor, companyNumber, speaker } from './facts.mjs';
import { check, equal, expect, shotPath } from './report.mjs';

const DECIDED = '2026-06-15';
const shot = (who, name) => who.page.screenshot({ path: shotPath(`${who.name} ${name}`) });

async function request({ one, who }) {
  one.successor = newcomer('repreneur');
  await visit(who, `/copros/${one.shown.slug}/transfer?lang=fr`);
  await assertSound(who);
  await button(who.page, 'transfer-request').first().click();
  const sheet = dialog(who.page);
  await sheet.locator('[name=email]').fill(one.successor.email);
  const date = sheet.locator('[name=decided_on]');
  await date.fill((await date.getAttribute('type')) === 'date' ? DECIDED : DECIDED.split('-').reverse().join('/'));
  await sheet.locator('[name=note]').fill('Décision de l’assemblée, point 7.');
  await sheet.getByText(t('transfer-understood'), { exact: true }).click();
  await assertSound(who);
  await shot(who, 'transfer request');
  await button(sheet, 'transfer-send').click();
  await confirming(who.page, one.password, who.page.getByText(t('transfer-requested', { email: one.successor.email }), { exact: true }));
  await settled(who);
  await assertSound(who);
}

/** Somebody of another firm follows the link of the mail, and says yes. */
async function accept({ browser, base, one }) {
  const next = await visitor(browser, base, NARROW);
  next.seen.expected = (url) => /\/v1\/(session|security|dev|transfers|firms)/.test(url);
  one.next = next;
  const hash = new URL(await linkFor(one.api, one.successor.email, 'transfer')).hash;
  await next.page.goto(`/transfer?lang=fr${hash}`);
  await settled(next);
  await assertSound(next);
  await shot(next, 'transfer offer to a stranger');
  const api = speaker(next.context, base);
  await api.post('/signup', { ...one.successor, language: 'fr' });
  await api.post('/signup/verify', { email: one.successor.email, code: await codeFor(api, one.successor.email) });
  one.nextFirm = (await api.post('/firms', { country: 'BE', name: 'Syndic repreneur', company_number: companyNumber() })).id;
  await next.page.goto('about:blank');
  await next.page.goto(`/transfer?lang=fr${hash}`);
  await next.page.getByRole('heading', { level: 1, name: one.shown.name }).waitFor();
  await settled(next);
  await assertSound(next);
  await shot(next, 'transfer offer');
  await button(next.page, 'offer-accept').first().click();
  await button(dialog(next.page), 'offer-accept').click();
  await confirming(next.page, one.successor.password, next.page.getByRole('heading', { level: 1, name: t('offer-accepted-title'), exact: true }));
  await assertSound(next);
  await until('the copro at its new firm', async () => (await next.context.request.get(`/v1/copros/${one.shown.slug}`)).status() === 200, 60_000);
  await visit(next, `/copros/${one.shown.slug}`);
  await next.page.getByText(one.shown.name).filter({ visible: true }).first().waitFor();
  await assertSound(next);
  await visit(next, `/firms/${one.nextFirm}/transfers`);
  await next.page.getByText(t('transfer-state-done'), { exact: true }).first().waitFor();
  await assertSound(next);
  await shot(next, 'transfers of the new firm');
}

/** The firm that hands over sees the copro no more, and keeps a package of its own. */
async function handedOver({ one, who }) {
  for (const path of ['', '/lots', '/transfer', '/audit']) {
    await visit(who, `/copros/${one.shown.slug}${path}`);
    await who.page.getByRole('heading', { level: 1, name: t('not-found-title') }).waitFor();
  }
  equal((await who.context.request.get(`/v1/copros/${one.shown.slug}`)).status(), 404, 'status of the copro at its old firm');
  await visit(who, `/firms/${one.firm}/transfers`);
  await assertSound(who);
  await shot(who, 'handovers of the old firm');
  const row = who.page.locator('li').filter({ hasText: one.shown.name });
  const download = row.locator('button').last();
  const [file] = await Promise.all([
    who.page.waitForEvent('download'),
    download.click().then(async () => {
      // A sensitive act: the password may be asked for first.
      const asked = who.page.getByRole('heading', { name: t('confirm-title'), exact: true });
      if (await asked.isVisible().catch(() => false)) await confirming(who.page, one.password, row);
    }),
  ]);
  expect(/\.zip$/.test(file.suggestedFilename()), `the package is called ${file.suggestedFilename()}`);
}

/** The only lot goes to somebody else, long before today. */
async function sold({ api, shown }) {
  const person = { kind: 'natural', last_name: 'Acquéreuse', first_name: 'Rosine', language: 'fr' };
  const buyer = await api.post(`/copros/${shown.slug}/owners`, { members: [{ person, right: 'full', numerator: 1, denominator: 1 }] });
  const lot = (await api.get(`/copros/${shown.slug}/lots`)).items[0];
  await api.post(`/copros/${shown.slug}/lots/${lot.id}/ownerships`, { owner_id: buyer.id, valid_from: '2025-06-01' });
}

async function person({ one, who }) {
  await visit(who, `/copros/${one.shown.slug}/persons/${one.person.id}?lang=fr`);
  await assertSound(who);
  await shot(who, 'person');
  const [file] = await Promise.all([who.page.waitForEvent('download'), button(who.page, 'privacy-export-action').click()]);
  expect(/\.zip$/.test(file.suggestedFilename()), `the export is called ${file.suggestedFilename()}`);
  await button(who.page, 'privacy-erase-action').click();
  const sheet = dialog(who.page);
  await sheet.locator('textarea').fill('Demande écrite du 12 juin.');
  await button(sheet, 'privacy-erase-action').click();
  // Whoever still owns a lot cannot be forgotten: the dialog says so and stays.
  await confirming(who.page, one.password, who.page.getByText(t('problem-person-owns-lots'), { exact: true }));
  await assertSound(who);
  await sold(one);
  await button(sheet, 'privacy-erase-action').click();
  await who.page.getByText(t('privacy-kept'), { exact: true }).waitFor();
  await settled(who);
  await assertSound(who);
  await shot(who, 'person erased');
  const answer = await who.context.request.get(`/v1/copros/${one.shown.slug}/persons/${one.person.id}`);
  expect(!(await answer.text()).includes(one.person.email), 'the address is still there');
  // Whoever comes back later is offered nothing that would be refused.
  await visit(who, `/copros/${one.shown.slug}/persons/${one.person.id}?lang=fr`);
  await button(who.page, 'privacy-export-action').waitFor();
  for (const gone of ['privacy-erase-action', 'privacy-edit', 'access-invite']) expect((await button(who.page, gone).count()) === 0, `${gone} is still offered`);
}

/** Everything in a copro as one file, made while one waits; the copro stays. */
async function exported({ one, who }) {
  await visit(who, `/copros/${one.shown.slug}/settings?lang=fr`);
  const { name } = one.shown;
  await button(who.page, 'export-ask-named', { name }).click();
  const download = button(who.page, 'export-download-named', { name });
  await download.waitFor({ timeout: 60_000 });
  await settled(who);
  await assertSound(who);
  await who.page.screenshot({ path: shotPath(`${who.name} copro export`), fullPage: true });
  const [file] = await Promise.all([who.page.waitForEvent('download'), download.click()]);
  expect(/\.zip$/.test(file.suggestedFilename()), `the export is called ${file.suggestedFilename()}`);
}

async function closes({ one, who }) {
  await button(who.page, 'closing-do').click();
  const sheet = dialog(who.page);
  await sheet.locator('[name=reason]').selectOption('building-sold');
  await sheet.locator('[name=name]').fill('Résidence d’à côté');
  await button(sheet, 'closing-do').click();
  await sheet.locator('[name=name][aria-invalid=true]').waitFor();
  await assertSound(who);
  await shot(who, 'copro closing');
  await sheet.locator('[name=name]').fill(one.shown.name);
  await button(sheet, 'closing-do').click();
  await button(who.page, 'reopening-do').waitFor();
  await settled(who);
  await assertSound(who);
  await who.page.screenshot({ path: shotPath(`${who.name} copro closed settings`), fullPage: true });
  await visit(who, `/copros/${one.shown.slug}/lots`);
  await who.page.getByText(t('copro-closed-text'), { exact: true }).waitFor();
  equal(await button(who.page, 'lot-new').count(), 0, 'ways to add a lot');
  await assertSound(who);
  await shot(who, 'copro closed lots');
  await visit(who, `/firms/${one.firm}`);
  await who.page.getByText(one.hidden.name).first().waitFor();
  equal(await who.page.locator('main').getByText(one.shown.name).count(), 0, 'closed copros among the current ones');
  await who.page.getByRole('link', { name: t('portfolio-closed'), exact: true }).click();
  await who.page.locator('main').getByText(one.shown.name).first().waitFor();
  await settled(who);
  await assertSound(who);
  await shot(who, 'portfolio closed');
  await visit(who, `/firms/${one.firm}/billing`);
  await button(who.page, 'export-download-named', { name: one.shown.name }).waitFor();
  await button(who.page, 'export-ask-named', { name: one.hidden.name }).waitFor();
  await who.page.getByText(t('billing-leave-data', { days: 90 })).first().waitFor();
  await settled(who);
  await assertSound(who);
  await who.page.screenshot({ path: shotPath(`${who.name} billing exports`), fullPage: true });
  await visit(who, `/copros/${one.shown.slug}/settings`);
  await button(who.page, 'reopening-do').click();
  await button(dialog(who.page), 'reopening-do').click();
  await button(who.page, 'closing-do').waitFor();
  equal((await one.api.get(`/copros/${one.shown.slug}`)).status, 'draft', 'state of the copro');
}

async function account({ browser, base }) {
  const who = await visitor(browser, base, NARROW);
  who.seen.expected = (url) => /\/v1\/(session|security|dev|account)/.test(url);
  const api = speaker(who.context, base);
  const one = newcomer('partant');
  await api.post('/signup', { ...one, language: 'fr' });
  await api.post('/signup/verify', { email: one.email, code: await codeFor(api, one.email) });
  await visit(who, '/account/data?lang=fr');
  await assertSound(who);
  const { page } = who;
  for (const [act, after] of [['data-consent-give', 'data-consent-withdraw'], ['data-consent-withdraw', 'data-consent-give'], ['data-consent-give', 'data-consent-withdraw']]) {
    await button(page, act).click();
    await button(page, after).waitFor();
  }
  equal(await page.getByText(t('consent-news'), { exact: true }).count(), 1, 'rows for the news');
  await assertSound(who);
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'data-export-action').click()]);
  expect(/\.json$/.test(file.suggestedFilename()), `the export is called ${file.suggestedFilename()}`);
  await button(page, 'data-erase-action').click();
  await dialog(page).locator('input').fill(one.email);
  await assertSound(who);
  await shot(who, 'account erasure');
  await button(dialog(page), 'data-erase-action').click();
  await confirming(page, one.password, page.getByText(t('data-erased'), { exact: true }));
  equal((await who.context.request.get('/v1/session')).status(), 401, 'status of the session');
  const again = await who.context.request.post('/v1/session', { data: one, headers: { origin: base } });
  equal(again.status(), 401, 'status of signing in again');
  await who.context.close();
}

export async function leaving({ browser, base }) {
  const who = await visitor(browser, base, WIDE);
  who.seen.expected = (url) => /\/v1\/(session|dev|firms|copros|security|transfers)/.test(url);
  let one;
  const made = await check('a firm with something to hand over is there', async () => void (one = await firmWithTwoCopros(who, base, 'cession')), who.page);
  if (made) {
    const all = { browser, base, one, who };
    const asked = await check('a firm asks another to take over a copro', () => request(all), who.page);
    const moved = asked && (await check('the other firm accepts by the link of the mail and has the copro', () => accept(all)));
    if (moved) await check('the old firm finds nothing any more, and takes its package', () => handedOver(all), who.page);
    await one.next?.context.close();
  }
  await who.context.close();

  const firm = await visitor(browser, base, WIDE);
  firm.seen.expected = (url) => /\/v1\/(session|dev|security|copros\/[^/]+\/persons)/.test(url);
  await check('a person is given what is known of them, and is forgotten', async () => person({ who: firm, one: await firmWithTwoCopros(firm, base, 'oubli') }), firm.page);
  await firm.context.close();
  for (const size of [WIDE, NARROW]) {
    const keeper = await visitor(browser, base, size);
    keeper.seen.expected = (url) => /\/v1\/(session|dev|security|copros\/[^/]+\/close)/.test(url);
    const kept = { who: keeper, one: null };
    await check('everything in a copro is taken along', async () => {
      kept.one = await firmWithTwoCopros(keeper, base, 'cloture');
      await exported(kept);
    }, keeper.page);
    if (kept.one) await check('a copro is closed by its name, read, listed apart, and opened again', () => closes(kept), keeper.page);
    await keeper.context.close();
  }
  await check('news is agreed to and withdrawn, an account is taken along and erased', () => account({ browser, base }));
}
