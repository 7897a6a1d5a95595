# Team, invitations and access.

## @people
title-invitation = Invitation
invite-by = { $name } invites you to join
invite-for = For { $email } · the invitation expires { $when }
invite-role-firm_admin = You run the firm, its team and all of its buildings.
invite-role-gestionnaire = You manage buildings, from lots to calls for funds.
invite-role-comptable = You keep the accounts of the buildings.
invite-role-assistant = You keep the files of the buildings up to date.
invite-role-council_member = You follow the accounts and invoices on behalf of the owners.
invite-role-auditor = You check the accounts: you read everything and change nothing.
invite-role-co_owner = You see your account, your lots and what you owe.
invite-role-occupant = You find the information about the building you live in.
invite-accept = Accept the invitation
invite-later = Not now
invite-known = { $email } already has an account. Sign in to accept.
invite-signin = Sign in and accept
invite-name = Your name
invite-signup = Create my account and accept
invite-other-title = You are signed in as { $email }
invite-other-text = This invitation is for { $email }. Sign out to accept it with that address, or ask to be invited at the other.
invite-other-action = Sign out and continue
invite-other-stay = Stay signed in
invite-gone-title = This invitation no longer works
invite-gone-text = It may have expired, been withdrawn or already been used. Ask the person who invited you for a new one.
invitations-title = Pending invitations
invitation-send = Send the invitation
invitation-sent = The invitation is on its way to { $email }.
invitation-expires = Expires { $when }
invitation-expired = Expired
invitation-by = By { $name }, { $when }
invitation-resend = Send again
invitation-withdraw = Withdraw the invitation
invitation-withdraw-text = The link sent to { $email } will no longer work.
invitation-withdrawn = The invitation is withdrawn.
title-team = Team
team-lead = Who works in this firm, and on which buildings.
team-invite = Invite someone
team-invite-hint = The invitation arrives there with a personal link.
team-who = Person
team-you = (you)
team-role = Role
team-role-firm_admin = Everything, including the team, API keys and year ends.
team-role-gestionnaire = Manages buildings, from lots to calls for funds.
team-role-comptable = Invoices, calls, receipts and year ends.
team-role-assistant = Keeps lots and owners up to date; posts nothing.
team-admin-sees-all = An administrator sees all buildings.
team-copros = Buildings
team-copros-all = All
team-copros-all-hint = Those to come as well.
team-copros-some = Some
team-copros-some-hint = The others stay out of sight.
team-copros-chosen =
    { $count ->
        [one] { $shown } building chosen
       *[other] { $shown } buildings chosen
    }
team-copros-choose = Choose at least one building.
team-sees-all = All
team-sees-some =
    { $count ->
        [one] { $shown } building
       *[other] { $shown } buildings
    }
team-factor = Second factor
team-factor-on = On
team-factor-off = Missing
team-since = Since
team-acts = Actions
team-change = Change
team-change-named = Change { $name }
team-change-now = The change holds from the next request on, without signing in again.
team-changed = { $name }: change saved.
team-remove = Remove from the team
team-remove-named = Remove { $name }
team-remove-text = { $name } will no longer belong to the firm.
team-remove-access = Access to every building ends at once, on each device.
team-remove-keys = API keys this person made stay with the firm: revoke those you do not know.
team-remove-trace = What was done stays in the log, under their name.
team-removed = { $name } has left the team.
team-leave = Leave this firm
team-leave-text = You lose access to this firm and its buildings at once. Only an administrator can invite you again.
team-unprotected =
    { $count ->
        [one] { $shown } person has no second factor
       *[other] { $shown } people have no second factor
    }
team-unprotected-text = A stolen password would be enough. You can ask the whole team for a second factor.
team-to-settings = Security of the firm
team-alone = You work alone for now
team-alone-text = Invite your colleagues: each with an account, a role and buildings of their own. The price does not depend on the number of users.
title-firm-settings = Firm settings
firm-identity = Firm
firm-identity-text = This name stands on calls for funds and invitations.
firm-name = Name of the firm
firm-company-number = Company number (BCE)
firm-company-number-hint = It identifies the firm and cannot be changed.
firm-saved = The settings of the firm are saved.
firm-factor = Second factor required
firm-factor-text = Everyone in the team then comes in with an app or passkey, besides the password.
firm-factor-on = Required
firm-factor-off = Optional
firm-factor-require = Make it required
firm-factor-stop = No longer require it
firm-factor-require-text = Whoever has none will have to set one up at their next step, before seeing anything of the firm.
firm-factor-stop-text = Whoever removes their second factor will come in with the password alone again.
firm-factor-own-title = Start with yourself
firm-factor-own-text = This session has no second factor: set up yours first, or you will be the first to be stopped.
firm-factor-own-action = My security
title-access = Access to the building
access-lead = People outside the firm who see this building. Their role stays when the syndic changes.
access-invite = Give access
access-role-co_owner = Their account, their lots, the apportionment keys.
access-role-council_member = Reads accounts, invoices and calls; no contact details.
access-role-auditor = Reads all accounts and all vouchers.
access-role-occupant = The building only, to know whom to turn to.
access-person = Linked person
access-person-search = Name of the person
access-person-needed = The account of this person is the one that will be seen.
access-person-hint = Links the access to a person of the building.
access-email-hint = That of the person is suggested; another will do as well.
access-no-person = None
access-withdraw = Withdraw access
access-withdraw-named = Withdraw access of { $name } ({ $role })
access-withdraw-text = { $name } will no longer see { $copro } as { $role }, from now on. The record of the person and their accounts stay.
access-withdrawn = { $name } no longer has this access.
access-empty = Nobody but your firm
access-empty-text = Give the council and the auditor read access, and each owner their own account. You will answer fewer mails.

## @own
title-my-copros = My buildings
mine-lead = The buildings in which you have a role: co-owner, council, auditor, occupant.
mine-account = My charges
mine-empty = No building yet
mine-empty-text = Your syndic gives you access by an invitation to your e-mail address.
title-own = My charges
own-lead = What the building asks of you, what you have paid, and what is left.
own-owed = To pay
own-ahead = In your favour
own-owed-text = Pay to the account of the building, with the communication beside this.
own-ahead-text = This amount comes off the next call.
own-even-text = Nothing to pay today.
own-communication = Structured communication
own-communication-text = Always the same: it links your payments to your account.
own-lots = Your lots
own-shares = { $shares } shares of { $total }
own-statement = Movements
own-period = Period
own-from = From
own-on = To
own-opening = Balance on { $date }: { $amount }
own-due = due { $date }
own-asked = Asked
own-paid = Paid
own-balance = Balance
own-no-lines = No movement in this period.
own-empty = No account is linked to you
own-empty-text = Your syndic links your access to your owner’s record. Ask them to.

## @privacy
title-person = Personal data
privacy-lead = What the building knows about this person, and their rights.
privacy-edit = Edit
privacy-data = Data
privacy-data-text = As they serve for notices, calls and payments.
privacy-email = E-mail
privacy-phone = Phone
privacy-address = Address
privacy-language = Language
privacy-company-number = Company number
privacy-export = Right of access
privacy-export-text = All that concerns this person, readable by them and by a program: to be handed over within a month of their request.
privacy-export-action = Download the file
privacy-erase = Right to erasure
privacy-erase-text = Possible when the person no longer has a lot or an open account.
privacy-erase-goes = Erased: name, contact details, IBAN and access, in the details of the log as well.
privacy-erase-stays = Kept: the entries and vouchers, which the law requires to be kept.
privacy-erase-action = Erase these data
privacy-erase-confirm = The data of { $name } are erased for good.
privacy-reason = Reason
privacy-reason-hint = It stays in the log, for example “request of 3 March”.
privacy-erased = Data erased { $date }
privacy-kept = What is kept, and why:
privacy-kept-until = until { $date }
