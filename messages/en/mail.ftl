## E-mails

mail-greeting = Hello,
mail-greeting-name = Hello { $name },
mail-signature = The KoproGo team
mail-footer = KoproGo, co-ownership management. This message was sent automatically.
mail-line = { $name }: { $value }

mail-code-subject = { $code } is your KoproGo confirmation code
mail-code-intro = This code confirms your e-mail address:
mail-code-validity =
    { $minutes ->
        [one] Enter it within a minute on the sign-up page.
       *[other] Enter it within { $minutes } minutes on the sign-up page.
    }
mail-code-ignore = You did not ask for this code? Ignore this message: without it, no account is created.

mail-registered-subject = You already have a KoproGo account
mail-registered-intro = Somebody, probably you, has just asked for an account with this e-mail address. It already has one.
mail-registered-remedy = Sign in with your usual address and password.
mail-registered-ignore = It was not you? There is nothing to do: your account is unchanged and nobody had access to it.

mail-call-subject = { $copro }: { $title }, { $amount } to pay by { $due }
mail-call-intro = Attached you will find the call for funds “{ $title }” of { $copro }.
mail-call-amount = Amount
mail-call-due = To pay by
mail-call-iban = IBAN
mail-call-communication = Structured communication
mail-call-instalments = This amount is the first of { $count } instalments; the schedule is in the letter.
mail-call-how = The easiest way: open the attached letter and scan its QR code with your bank’s app. Otherwise be sure to quote the structured communication: it credits your payment to your account without delay.
mail-call-question = A question about this amount? Please ask { $firm }, your syndic.

mail-invitation-firm-subject = { $inviter } invites you to join { $name }
mail-invitation-firm-intro = { $inviter } invites you to work with { $name } in KoproGo, the management of co-owned buildings.
mail-invitation-firm = Firm
mail-invitation-copro-subject = { $name }: your access to its online space
mail-invitation-copro-intro = { $inviter } opens the online space of { $name } to you.
mail-invitation-copro = Co-owned building
mail-invitation-role = You join as
mail-invitation-by = Invited by
mail-invitation-button = Accept the invitation
mail-invitation-validity =
    { $hours ->
        [one] This link is personal, works once and is good for one hour.
       *[other] This link is personal, works once and is good for { $hours } hours.
    }
mail-invitation-ignore = You did not expect this invitation? Ignore this message: nothing changes without you.
mail-role-firm-admin = administrator of the firm
mail-role-gestionnaire = property manager
mail-role-comptable = accountant
mail-role-assistant = assistant
mail-role-council-member = member of the council of co-owners
mail-role-auditor = auditor of the accounts
mail-role-co-owner = co-owner
mail-role-occupant = occupant

mail-transfer-subject = { $firm } hands the co-ownership { $copro } over to you
mail-transfer-intro = The general meeting of { $decided } chose a new syndic for { $copro }. { $firm } asks you to take the co-ownership over in KoproGo, with its whole file and accounts.
mail-transfer-how =
    { $days ->
        [one] Open this link within a day, sign in or sign up with this address, then accept for your firm:
       *[other] Open this link within { $days } days, sign in or sign up with this address, then accept for your firm:
    }
mail-transfer-ignore = You did not expect this request? Do not forward it and refuse it, or let it expire: nothing changes without your consent.

mail-transferred-subject = { $copro } has moved to { $firm }
mail-transferred-intro = The co-ownership { $copro } is now managed by { $firm }. Its history, accounts and documents are unchanged.
mail-transferred-gave = Your firm no longer has access to it. The complete file of your management is waiting under “Files handed over” of your firm.
mail-transferred-took = You find it in your firm’s portfolio. Check accesses and bank accounts before the first call for funds.

mail-support-requested-subject = { $copro }: KoproGo support asks for access
mail-support-requested-intro = Somebody of KoproGo’s technical team asks to look into { $copro }, read-only and for { $minutes } minutes at most.
mail-support-opened-subject = { $copro }: access for KoproGo support is open
mail-support-opened-intro = Somebody of KoproGo’s technical team may look into { $copro }, read-only, for { $minutes } minutes at most.
mail-support-reason = Reason
mail-support-ticket = Ticket
mail-support-operator = Asked for by
mail-support-consent = Without your consent this access does not open. Accept or refuse it in KoproGo, on the page “Support access” of the co-ownership.
mail-support-break-glass = This is an emergency: two people of the team can open this access together. You can refuse it, or end it at any time, on the page “Support access” of the co-ownership.
mail-support-end = You can end it at any time on the page “Support access” of the co-ownership.
mail-support-noted = Every look is written into the log of the co-ownership. Contact data of persons stay hidden.

mail-reset-subject = Choose a new KoproGo password
mail-reset-intro = You asked to replace the password of your KoproGo account. Follow this link to choose a new one:
mail-reset-link = Choose a new password
mail-reset-validity =
    { $minutes ->
        [one] This link works once and is valid for one minute.
       *[other] This link works once and is valid for { $minutes } minutes.
    }
mail-reset-ignore = You did not ask for this? Ignore this message: your password is unchanged.

mail-security-not-you = This was not you? Choose a new password at once with “Forgotten password”, then end all sessions in the security settings.
mail-security-password-changed-subject = Your KoproGo password has changed
mail-security-password-changed = The password of your account has just been replaced. The other open sessions were ended.
mail-security-totp-added-subject = An authenticator application protects your KoproGo account
mail-security-totp-added = An authenticator application has just been added to your account. You will be asked for a code whenever you sign in.
mail-security-totp-removed-subject = The authenticator application was removed from your KoproGo account
mail-security-totp-removed = The codes of your authenticator application are no longer accepted for your account.
mail-security-passkey-added-subject = A passkey was added to your KoproGo account
mail-security-passkey-added = The passkey “{ $name }” opens your account from now on.
mail-security-passkey-removed-subject = A passkey was removed from your KoproGo account
mail-security-passkey-removed = A passkey has just been removed: it no longer opens your account.
mail-security-recovery-renewed-subject = New KoproGo recovery codes
mail-security-recovery-renewed = New recovery codes have just been made for your account. The earlier ones are worth nothing.
mail-security-recovery-used-subject = A recovery code opened your KoproGo account
mail-security-recovery-used =
    { $left ->
        [0] Somebody signed in to your account with your last recovery code. Make new ones in the security settings.
        [one] Somebody signed in to your account with a recovery code. Only one is left: make new ones in the security settings.
       *[other] Somebody signed in to your account with a recovery code. { $left } are left.
    }
mail-security-refresh-reused-subject = A program’s access to your KoproGo account was cut off
mail-security-refresh-reused = A refresh token that had been used was presented a second time: another program may hold a copy. As a precaution, this session was ended. Sign your program in again with your password.
