# One’s own account, and what surrounds signing in.

## @confirm
confirm-title = Confirm that it is you
confirm-text = This act concerns security. Your password is enough for ten minutes.
confirm-password = Your password
confirm-action = Confirm

## @password
title-forgot = Forgotten password
forgot-text = Give your address: we send a link there to choose a new password.
forgot-action = Send the link
forgot-to-signin = Back to sign-in
forgot-sent-heading = Look at your mail
forgot-sent-text = If { $email } has an account, a link arrives there within a minute. It works once.
forgot-sent-nothing = Nothing there? Look in the spam folder, and check that this is the address of your account.
forgot-again = Start again
title-reset = New password
reset-text = Choose a new one. All your open sessions end; your second factor stays.
reset-password = New password
reset-action = Change the password
reset-ask-again = Ask for another link
reset-no-token = The link is incomplete
reset-no-token-text = Open it from the mail, or ask for another.
reset-done-heading = Done
reset-done-text = Your password is changed and all sessions have ended. Sign in with the new one.

## @factor
factor-heading = One more step
factor-totp-text = Open your authenticator app and copy the code for KoproGo.
factor-totp-label = Six-digit code
factor-recovery-text = One of your recovery codes stands in for the app. Each works once.
factor-recovery-label = Recovery code
factor-recovery-hint = With or without dashes.
factor-passkey-text = Confirm with the passkey of this device or of your phone.
factor-passkey-action = Use the passkey
factor-action = Continue
factor-use-totp = Use the app
factor-use-passkey = Use a passkey
factor-use-recovery = I no longer have my device
factor-back = Back
passkey-failed = The passkey was not used
passkey-cancelled = The request was closed or took too long. Try again, or use another way.
passkey-known = This device already has a passkey for this account: there is nothing to add.
passkey-place = Passkeys only work at the secure address of KoproGo. Check the address of this page.
passkey-other = Your browser could not read the key. Try again, or use another way.

## @copy
copy-done = Copied
copy-failed = Select the text
recovery-close = Done

## @me
title-account = My account
me-tab-profile = Profile
me-tab-security = Security
me-tab-sessions = Sessions
me-tab-data = My data

## @me-profile
me-identity = Who you are
me-identity-text = Your name stands in the log and on the invitations you send.
me-name = Name
me-name-hint = First and last name, as your colleagues know them.
me-email = E-mail address
me-email-hint = It identifies your account and cannot be changed.
me-saved = Your name is saved.
me-language = Language of the application
me-language-text = For the screens and the mails you receive. Documents follow the language of each owner.
me-password = Password
me-password-text = Changing it ends all your other sessions.
me-password-current = Current password
me-password-new = New password
me-password-action = Change the password
me-password-changed = Password changed; your other sessions have ended.

## @me-security
me-on = On
me-off = Off
me-since = since { $date }
me-required-title = A second factor is asked for
me-required-text = { $firms } protects its buildings with a second factor. Set up either one below to continue; it takes two minutes.
me-signin-again-title = Sign in again with your second factor
me-signin-again-text = This session was opened without it.
me-signin-again = Sign in again
me-ready-title = Your account is protected
me-ready-action = Continue
me-totp = Authenticator app
me-totp-text = A six-digit code, renewed every thirty seconds on your phone.
me-totp-set-up = Set up the app
me-totp-end = Remove
me-totp-end-title = Remove the authenticator app
me-totp-end-text = Your password will be enough again, unless you have a passkey. If your firm asks for a second factor, you will have to set up another.
me-totp-ended = The app is removed.
me-totp-step-app = Open an authenticator app on your phone. Any that reads a QR code will do.
me-totp-step-scan = Scan this code.
me-totp-step-code = Copy the code it shows
me-totp-qr = QR code to scan with the authenticator app
me-totp-by-hand = No camera? Type this key into the app:
me-totp-copy = Copy the key
me-totp-confirm = Turn on
me-totp-done = The authenticator app is on.
me-passkeys = Passkeys
me-passkeys-text = Your fingerprint, your face or the device’s code, without a password. Nothing can be phished.
me-passkeys-none = No passkey yet.
me-passkey-add = Add a passkey
me-passkey-add-text = Your browser will ask where to keep the key: on this device, on your phone or on a security key.
me-passkey-name = Name of the passkey
me-passkey-name-hint = To recognise it, for example “Office laptop”.
me-passkey-create = Create the passkey
me-passkey-done = { $name } is added.
me-passkey-added = Added { $date }
me-passkey-used = used { $when }
me-passkey-unused = never used
me-passkey-remove = Remove { $name }
me-passkey-remove-title = Remove the passkey
me-passkey-remove-text = “{ $name }” will no longer sign in. Delete it from the settings of the device afterwards as well.
me-passkey-removed = The passkey is removed.
me-passkey-unsupported = This browser does not know passkeys.
me-recovery = Recovery codes
me-recovery-text = To get in if you lose your device. Keep them away from it.
me-recovery-left =
    { $count ->
        [one] { $shown } code left
       *[other] { $shown } codes left
    }
me-recovery-few = Running out
me-recovery-renew = Make new codes
recovery-title = Your recovery codes
recovery-once = They are shown once, and replace earlier ones. Keep them somewhere safe before closing.
recovery-sheet = KoproGo, recovery codes of { $email }, { $date }
recovery-each-once = Each code stands in once for the app or the passkey.
recovery-copy = Copy
recovery-download = Download
recovery-print = Print
recovery-kept = I have kept them somewhere safe.

## @me-sessions
sessions-title = Signed-in devices
sessions-text = Every sign-in to your account. One you do not recognise? End it and change your password.
sessions-current = This device
sessions-factor = Second factor
sessions-now = now
sessions-seen = seen { $when }
sessions-since = opened { $date }
sessions-kind-browser = Browser
sessions-kind-api = Program
sessions-end = End
sessions-end-named = End the session { $name }
sessions-ended = The session has ended.
sessions-only = You are not signed in anywhere else.
sessions-everywhere = Sign out everywhere
sessions-everywhere-text = Ends every session, this one included, browsers and programs.
sessions-everywhere-confirm = You will have to sign in again on each device. The API keys of your firm keep working.

## @me-data
data-export = My data
data-export-text = Everything your account holds, in a file that other programs can read.
data-export-action = Download my data
data-exported = The file is in your downloads.
data-consents = Consents
data-consents-text = What you have said yes to, in which version and when. Each is withdrawn as simply.
data-consents-none = No consent has been asked of you.
consent-terms = Terms of use
consent-privacy = Privacy statement
consent-electronic-delivery = Notices by electronic means
consent-product-news = Product news
data-consent-given = Given { $date }, version { $version }
data-consent-withdrawn = Withdrawn { $date }, version { $version }
data-consent-open = Not given yet, version { $version }
data-consent-yes = Given
data-consent-no = Not given
data-consent-give = Give
data-consent-withdraw = Withdraw
data-erase = Delete my account
data-erase-text = Your access goes. The buildings you manage and their accounts belong to the co-owners and stay.
data-erase-action = Delete my account
data-erase-confirm = This is final.
data-erase-goes = What goes: your password, your second factors, your sessions, your name and your e-mail address, in the details of the log as well.
data-erase-stays = What stays: the entries and the log, which the law has us keep, without your name.
data-erase-type = Type { $email } to confirm
data-erased = Your account is deleted.
