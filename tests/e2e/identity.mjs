// Who one is: second factors, passkeys, forgotten passwords, sessions; by the screens, against the server itself.
import { createHmac } from 'node:crypto';
import { NARROW, WIDE, assertSound, settled, until, visit, visitor } from './browser.mjs';
import { codeFor, companyNumber, newcomer, speaker } from './facts.mjs';
import { check, equal, expect, shotPath } from './report.mjs';
import { wordsOf } from './words.mjs';

const t = wordsOf('fr');
const STEP_S = 30;
const button = (page, id, args) => page.getByRole('button', { name: t(id, args), exact: true });
const dialog = (page) => page.locator('dialog[open]').last();

function base32(text) {
  const bits = [...text.replace(/[\s=]/g, '')].map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** What an authenticator shows (RFC 6238), `ahead` steps from now: one code opens one door only. */
export function totp(secret, ahead = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_S) + ahead));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** An account with a firm, signed in at this visitor. */
async function inside(who, base, name) {
  const api = speaker(who.context, base);
  const account = newcomer(name);
  await api.post('/signup', { ...account, language: 'fr' });
  await api.post('/signup/verify', { email: account.email, code: await codeFor(api, account.email) });
  const firm = await api.post('/firms', { country: 'BE', name: `Syndic ${name}`, company_number: companyNumber() });
  return { ...account, firm: firm.id, api };
}

async function password(who, one) {
  await who.page.goto('/signin?lang=fr');
  await who.page.locator('[name=email]').fill(one.email);
  await who.page.locator('[name=password]').fill(one.password);
  await who.page.locator('form').getByRole('button', { name: t('shell-signin'), exact: true }).click();
}

/** Sensitive acts ask for the password once in a while; whoever is asked gives it. */
async function confirming(page, one, there) {
  const asked = page.getByRole('heading', { name: t('confirm-title'), exact: true });
  await there.or(asked).first().waitFor();
  if (!(await asked.count())) return;
  await dialog(page).locator('input[autocomplete=current-password]').fill(one.password);
  await button(dialog(page), 'confirm-action').click();
  await there.waitFor();
}

async function signOut(who) {
  await who.context.request.delete('/v1/session', { headers: { origin: new URL(who.page.url()).origin } });
}

async function keepCodes(page) {
  const sheet = page.locator('.recovery-sheet');
  await sheet.waitFor();
  const codes = await sheet.locator('code').allInnerTexts();
  expect(codes.length >= 8, `${codes.length} recovery codes`);
  await page.getByLabel(t('recovery-kept')).check();
  await button(page, 'recovery-close').click();
  return codes;
}

async function setUpTotp(who, one) {
  const { page } = who;
  await visit(who, '/account/security?lang=fr');
  await button(page, 'me-totp-set-up').click();
  await confirming(page, one, page.locator('dialog img'));
  const secret = (await dialog(page).locator('code').innerText()).replace(/\s/g, '');
  await page.screenshot({ path: shotPath(`${who.name} totp`) });
  await assertSound(who);
  await dialog(page).locator('[name=code]').fill(totp(secret));
  const codes = await keepCodes(page);
  await page.getByText(t('me-totp-end'), { exact: true }).waitFor();
  return { secret, codes };
}

async function secondStep(who, one, fill) {
  await signOut(who);
  await password(who, one);
  await who.page.getByRole('heading', { name: t('factor-heading'), exact: true }).waitFor();
  await fill(who.page);
  await who.page.waitForURL(/\/firms\//);
}

async function everywhere({ browser, base, one, who }) {
  const other = await visitor(browser, base, NARROW);
  await password(other, one);
  await button(other.page, 'factor-use-recovery').click();
  await other.page.locator('[name=recovery_code]').fill(one.codes.pop());
  await button(other.page, 'factor-action').click();
  await other.page.waitForURL(/\/firms\//);
  await visit(who, '/account/sessions?lang=fr');
  expect((await who.page.locator('main li').count()) >= 2, 'the other session is not listed');
  await assertSound(who);
  await button(who.page, 'sessions-everywhere').first().click();
  await button(dialog(who.page), 'sessions-everywhere').click();
  await confirming(who.page, one, who.page.getByRole('heading', { name: t('signin-heading'), exact: true }));
  equal((await other.context.request.get('/v1/session')).status(), 401, 'status of the other session');
  await other.page.goto(`/firms/${one.firm}`);
  await other.page.waitForURL(/\/signin/);
  await other.context.close();
}

async function forgotten(who, one) {
  const { page } = who;
  await visit(who, '/password/forgot?lang=fr');
  await assertSound(who);
  await page.locator('[name=email]').fill(one.email);
  await button(page, 'forgot-action').click();
  await page.getByRole('heading', { name: t('forgot-sent-heading'), exact: true }).waitFor();
  const link = await until('the mail with the link', async () => {
    const { items } = await one.api.get(`/dev/mails?to=${encodeURIComponent(one.email)}`);
    return items.map((mail) => /https?:\/\/\S+\/reset#\S+/.exec(mail.text)?.[0]).find(Boolean);
  });
  one.password = 'une autre phrase pour les essais';
  await page.goto(`/reset${new URL(link).hash}`);
  await page.locator('[name=password]').fill(one.password);
  await button(page, 'reset-action').click();
  await page.getByRole('heading', { name: t('reset-done-heading'), exact: true }).waitFor();
  await assertSound(who);
}

async function withPasskey({ browser, base }) {
  // Browsers know passkeys for names, not for addresses.
  const named = base.replace('127.0.0.1', 'localhost');
  const who = await visitor(browser, named, WIDE);
  const cdp = await who.context.newCDPSession(who.page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await check(
    'a passkey is added, opens the door, and is removed',
    async () => {
      const one = await inside(who, named, 'cle');
      await visit(who, '/account/security?lang=fr');
      await button(who.page, 'me-passkey-add').click();
      await dialog(who.page).locator('[name=name]').fill('Clé des essais');
      await button(who.page, 'me-passkey-create').click();
      await confirming(who.page, one, who.page.locator('.recovery-sheet'));
      await keepCodes(who.page);
      await who.page.getByText('Clé des essais', { exact: true }).waitFor();
      await assertSound(who);
      await signOut(who);
      await who.page.goto('/signin?lang=fr');
      // The browser may already have offered the key by itself under the e-mail field.
      await button(who.page, 'signin-passkey').click({ timeout: 3_000 }).catch(() => undefined);
      await who.page.waitForURL(/\/firms\//);
      await visit(who, '/account/security?lang=fr');
      await button(who.page, 'me-passkey-remove', { name: 'Clé des essais' }).click();
      await button(dialog(who.page), 'ui-remove').click();
      await confirming(who.page, one, who.page.getByText(t('me-passkeys-none'), { exact: true }));
    },
    who.page,
  );
  await who.context.close();
}

export async function identity({ browser, base }) {
  const who = await visitor(browser, base, WIDE);
  who.seen.expected = (url) => /\/v1\/(session|security|dev)/.test(url);
  const one = await inside(who, base, 'facteur').catch((error) => error);
  const made = await check(
    'a second factor is set up with its recovery codes',
    async () => {
      if (one instanceof Error) throw one;
      Object.assign(one, await setUpTotp(who, one));
    },
    who.page,
  );
  if (made) {
    await check('the password leads to the second step, its code inside', () => secondStep(who, one, (page) => page.locator('[name=code]').fill(totp(one.secret, 1))), who.page);
    await check(
      'a recovery code stands in for the device',
      () =>
        secondStep(who, one, async (page) => {
          await button(page, 'factor-use-recovery').click();
          await page.locator('[name=recovery_code]').fill(one.codes.pop());
          await button(page, 'factor-action').click();
        }),
      who.page,
    );
    await check('signing out everywhere ends the other session at once', () => everywhere({ browser, base, one, who }), who.page);
    await check('a forgotten password is replaced through the mail', () => forgotten(who, one), who.page);
    await check(
      'the new password works, and the second factor stays',
      () =>
        secondStep(who, one, async (page) => {
          await button(page, 'factor-use-recovery').click();
          await page.locator('[name=recovery_code]').fill(one.codes.pop());
          await button(page, 'factor-action').click();
        }),
      who.page,
    );
    await check(
      'one gives oneself a name',
      async () => {
        await visit(who, '/account?lang=fr');
        await who.page.locator('[name=name]').fill('Facteur des Essais');
        await button(who.page, 'ui-save').click();
        await who.page.getByText(t('me-saved')).waitFor();
        await settled(who);
        await assertSound(who);
      },
      who.page,
    );
  }
  await who.context.close();
  await withPasskey({ browser, base });
}
