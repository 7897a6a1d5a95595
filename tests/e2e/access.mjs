// Who may see what: colleagues and co-owners are invited by the screens, see what their role lets them, and are shut out at once.
import { NARROW, WIDE, assertSound, settled, until, visit, visitor } from './browser.mjs';
import { codeFor, companyNumber, newcomer, speaker } from './facts.mjs';
import { check, equal, expect, shotPath } from './report.mjs';
import { wordsOf } from './words.mjs';

export const t = wordsOf('fr');
export const button = (page, id, args) => page.getByRole('button', { name: t(id, args), exact: true });
export const dialog = (page) => page.locator('dialog[open]').last();
const address = { street: 'Rue des Essais 8', postal_code: '5000', city: 'Namur', country: 'BE' };

/** Sensitive acts ask for the password once in a while; whoever is asked gives it. */
export async function confirming(page, password, there) {
  const asked = page.getByRole('heading', { name: t('confirm-title'), exact: true });
  await there.or(asked).first().waitFor();
  if (!(await asked.count())) return;
  await dialog(page).locator('input[autocomplete=current-password]').fill(password);
  await button(dialog(page), 'confirm-action').click();
  await there.waitFor();
}

export async function firmWithTwoCopros(who, base, name) {
  const api = speaker(who.context, base);
  const account = newcomer(name);
  await api.post('/signup', { ...account, language: 'fr' });
  await api.post('/signup/verify', { email: account.email, code: await codeFor(api, account.email) });
  const firm = (await api.post('/firms', { country: 'BE', name: `Syndic ${name}`, company_number: companyNumber() })).id;
  const make = (copro) => api.post(`/firms/${firm}/copros`, { name: copro, address, company_number: null, shares_total: 1000, language: 'fr' });
  const [shown, hidden] = [await make(`Résidence ${name} visible`), await make(`Résidence ${name} cachée`)];
  const person = { kind: 'natural', last_name: 'Vandenbroucke', first_name: 'Odile', language: 'fr', email: newcomer('odile').email };
  const owner = await api.post(`/copros/${shown.slug}/owners`, { members: [{ person, right: 'full', numerator: 1, denominator: 1 }] });
  await api.post(`/copros/${shown.slug}/lots`, { code: 'A1', nature: 'apartment', shares: 1000, owner_id: owner.id, owned_from: '2025-01-01' });
  return { ...account, api, firm, firmName: `Syndic ${name}`, shown, hidden, person: owner.members[0].person, owner };
}

export async function linkFor(api, email, place) {
  return until(`the mail with the link to ${place}`, async () => {
    const { items } = await api.get(`/dev/mails?to=${encodeURIComponent(email)}`);
    return items.map((mail) => new RegExp(`https?://\\S+/${place}#[^\\s"<)]+`).exec(mail.text)?.[0]).find(Boolean);
  });
}

/** Follows the link of an invitation as somebody who has no account yet. */
async function joins({ browser, base, one, email, options }) {
  const guest = await visitor(browser, base, options);
  const hash = new URL(await linkFor(one.api, email, 'invitation')).hash;
  await guest.page.goto(`/invitation?lang=fr${hash}`);
  await guest.page.locator('[name=name]').waitFor();
  await settled(guest);
  await guest.page.screenshot({ path: shotPath(`${guest.name} invitation ${email.split('-')[0]}`) });
  await assertSound(guest);
  await guest.page.locator('[name=name]').fill('Invité des Essais');
  await guest.page.locator('[name=password]').fill('une phrase pour les essais');
  await button(guest.page, 'invite-signup').click();
  return guest;
}

async function inviteColleague({ browser, base, one, who }) {
  const { email } = newcomer('collegue');
  await visit(who, `/firms/${one.firm}/team?lang=fr`);
  await assertSound(who);
  await button(who.page, 'team-invite').first().click();
  const sheet = dialog(who.page);
  await sheet.locator('[name=email]').fill(email);
  // The words lie over the button: a click on them is a click on the choice.
  await sheet.getByText(t('role-gestionnaire'), { exact: true }).click();
  await sheet.getByText(t('team-copros-some'), { exact: true }).click();
  await sheet.getByRole('checkbox', { name: one.shown.name }).check();
  await assertSound(who);
  await button(sheet, 'invitation-send').click();
  await confirming(who.page, one.password, who.page.getByText(t('invitations-title'), { exact: true }));
  one.guest = await joins({ browser, base, one, email, options: WIDE });
  await one.guest.page.waitForURL(new RegExp(`/firms/${one.firm}`));
  await one.guest.page.getByText(one.shown.name).first().waitFor();
  equal(await one.guest.page.getByText(one.hidden.name).count(), 0, 'copros that are not assigned');
  equal(await one.guest.page.getByRole('link', { name: t('nav-api-keys'), exact: true }).count(), 0, 'links to the API keys');
  equal((await one.guest.context.request.get(`/v1/copros/${one.hidden.slug}`)).status(), 404, 'status of the copro that is not assigned');
  await settled(one.guest);
  await assertSound(one.guest);
}

async function removeColleague({ one, who }) {
  await visit(who, `/firms/${one.firm}/team?lang=fr`);
  await button(who.page, 'team-remove-named', { name: 'Invité des Essais' }).click();
  await button(dialog(who.page), 'ui-remove').click();
  await confirming(who.page, one.password, who.page.getByText(t('team-removed', { name: 'Invité des Essais' }), { exact: true }));
  equal((await one.guest.context.request.get(`/v1/copros/${one.shown.slug}`)).status(), 404, 'status of the copro after removal');
  await one.guest.context.close();
}

/** The link opened by another account says so; with the right one it leads through signing in and back to itself. */
async function inviteKnown({ browser, base, one, who }) {
  const known = newcomer('connue');
  const guest = await visitor(browser, base, NARROW);
  guest.seen.expected = (url) => /\/v1\/session/.test(url);
  const api = speaker(guest.context, base);
  await api.post('/signup', { ...known, language: 'fr' });
  await api.post('/signup/verify', { email: known.email, code: await codeFor(api, known.email) });
  await one.api.post(`/firms/${one.firm}/invitations`, { email: known.email, role: 'comptable' });
  const hash = new URL(await linkFor(one.api, known.email, 'invitation')).hash;
  await who.page.goto('about:blank');
  await who.page.goto(`/invitation?lang=fr${hash}`);
  await button(who.page, 'invite-other-action').waitFor();
  await settled(who);
  await assertSound(who);
  await guest.context.clearCookies();
  await guest.page.goto(`/invitation?lang=fr${hash}`);
  await guest.page.getByRole('link', { name: t('invite-signin'), exact: true }).click();
  await guest.page.locator('[name=email]').fill(known.email);
  await guest.page.locator('[name=password]').fill(known.password);
  await guest.page.locator('form').getByRole('button', { name: t('shell-signin'), exact: true }).click();
  await button(guest.page, 'invite-accept').click();
  await guest.page.waitForURL(new RegExp(`/firms/${one.firm}`));
  await settled(guest);
  await assertSound(guest);
  await guest.context.close();
}

async function inviteOwner({ browser, base, one, who }) {
  await visit(who, `/copros/${one.shown.slug}/access?lang=fr`);
  await assertSound(who);
  await button(who.page, 'access-invite').first().click();
  const sheet = dialog(who.page);
  const box = sheet.getByRole('combobox');
  await box.click();
  await box.pressSequentially('Vanden');
  await sheet.getByRole('option', { name: /Vandenbroucke/ }).click();
  equal(await sheet.locator('[name=email]').inputValue(), one.person.email, 'the address of the person');
  await button(sheet, 'invitation-send').click();
  await confirming(who.page, one.password, who.page.getByText(t('invitations-title'), { exact: true }));
  const guest = await joins({ browser, base, one, email: one.person.email, options: NARROW });
  await guest.page.waitForURL(new RegExp(`/copros/${one.shown.slug}`));
  await settled(guest);
  await assertSound(guest);
  for (const path of ['/copros', `/copros/${one.shown.slug}/own`, `/copros/${one.shown.slug}/lots`]) {
    await visit(guest, path);
    await guest.page.screenshot({ path: shotPath(`narrow co-owner ${path}`) });
    await assertSound(guest);
  }
  await visit(guest, `/copros/${one.shown.slug}/own`);
  await guest.page.getByText(one.owner.communication).first().waitFor();
  equal((await guest.context.request.get(`/v1/copros/${one.shown.slug}/expenses`)).status(), 403, 'status of the expenses for a co-owner');
  equal((await guest.context.request.get(`/v1/copros/${one.hidden.slug}`)).status(), 404, 'status of another copro');
  await guest.context.close();
}

async function apiKey({ base, one, who }) {
  await visit(who, `/firms/${one.firm}/api-keys?lang=fr`);
  await assertSound(who);
  await button(who.page, 'api-key-new').first().click();
  await dialog(who.page).locator('[name=name]').fill('Programme des essais');
  await button(dialog(who.page), 'api-key-all-reads').click();
  await assertSound(who);
  await button(dialog(who.page), 'api-key-create').click();
  const secret = who.page.locator('.secret code');
  await confirming(who.page, one.password, secret);
  const bearer = { headers: { authorization: `Bearer ${await secret.innerText()}` } };
  const asks = async () => (await fetch(`${base}/v1/copros/${one.shown.slug}`, bearer)).status;
  equal(await asks(), 200, 'status with the key');
  await who.page.getByLabel(t('api-key-kept')).check();
  await button(who.page, 'recovery-close').click();
  await button(who.page, 'api-key-revoke-named', { name: 'Programme des essais' }).click();
  await button(dialog(who.page), 'api-key-revoke').click();
  await confirming(who.page, one.password, who.page.getByText(t('api-key-revoke-done', { name: 'Programme des essais' }), { exact: true }));
  equal(await asks(), 401, 'status with the revoked key');
}

async function log({ one, who }) {
  await one.api.patch(`/copros/${one.shown.slug}/persons/${one.person.id}`, { phone: '+32 470 00 00 00' });
  for (const path of [`/firms/${one.firm}/audit`, `/copros/${one.shown.slug}/audit`]) {
    await visit(who, `${path}?lang=fr`);
    await who.page.locator('summary').first().click();
    await who.page.screenshot({ path: shotPath(`wide ${path} open`) });
    await assertSound(who);
  }
  const change = who.page.locator('details[open]');
  await change.getByText('+32 470 00 00 00').waitFor();
  const [file] = await Promise.all([who.page.waitForEvent('download'), button(who.page, 'audit-export').click()]);
  expect(/\.ndjson$/.test(file.suggestedFilename()), `the export is called ${file.suggestedFilename()}`);
}

export async function access({ browser, base }) {
  const who = await visitor(browser, base, WIDE);
  who.seen.expected = (url) => /\/v1\/(session|dev|firms|security|invitations)/.test(url);
  let one;
  const made = await check('a firm with two copros is there', async () => void (one = await firmWithTwoCopros(who, base, 'acces')), who.page);
  if (made) {
    const all = { browser, base, one, who };
    const joined = await check('a colleague is invited to one copro, signs up by the mail, and sees that one', () => inviteColleague(all), who.page);
    if (joined) await check('a colleague who is removed sees nothing any more', () => removeColleague(all), who.page);
    await check('somebody who has an account signs in by the invitation, accepts, and is in', () => inviteKnown(all), who.page);
    await check('a co-owner is invited, sees their account and nothing of the books', () => inviteOwner(all), who.page);
    await check('an API key reads what it may, until it is revoked', () => apiKey(all), who.page);
    await check('the log tells before and after, and is taken along', () => log(all), who.page);
  }
  await who.context.close();
}
