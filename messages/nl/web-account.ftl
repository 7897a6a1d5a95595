# Mijn account en alles rond het aanmelden.

## @confirm
confirm-title = Bevestig dat u het bent
confirm-text = Deze handeling raakt de beveiliging. Uw wachtwoord volstaat voor tien minuten.
confirm-password = Uw wachtwoord
confirm-action = Bevestigen

## @password
title-forgot = Wachtwoord vergeten
forgot-text = Geef uw adres op: we sturen er een link naartoe om een nieuw wachtwoord te kiezen.
forgot-action = Link versturen
forgot-to-signin = Terug naar aanmelden
forgot-sent-heading = Kijk in uw mailbox
forgot-sent-text = Als { $email } een account heeft, komt daar binnen een minuut een link toe. Die werkt één keer.
forgot-sent-nothing = Niets ontvangen? Kijk bij de ongewenste mails en ga na of dit het adres van uw account is.
forgot-again = Opnieuw proberen
title-reset = Nieuw wachtwoord
reset-text = Kies een nieuw wachtwoord. Al uw open sessies worden gesloten; uw tweede factor blijft.
reset-password = Nieuw wachtwoord
reset-action = Wachtwoord wijzigen
reset-ask-again = Een andere link vragen
reset-no-token = De link is onvolledig
reset-no-token-text = Open de link vanuit de e-mail, of vraag een andere.
reset-done-heading = Klaar
reset-done-text = Uw wachtwoord is gewijzigd en alle sessies zijn gesloten. Meld u aan met het nieuwe.

## @factor
factor-heading = Nog één stap
factor-totp-text = Open uw authenticatie-app en neem de code van KoproGo over.
factor-totp-label = Code van zes cijfers
factor-recovery-text = Een van uw herstelcodes vervangt de app. Elke code werkt één keer.
factor-recovery-label = Herstelcode
factor-recovery-hint = Met of zonder streepjes.
factor-passkey-text = Bevestig met de toegangssleutel van dit toestel of van uw telefoon.
factor-passkey-action = Toegangssleutel gebruiken
factor-action = Doorgaan
factor-use-totp = De app gebruiken
factor-use-passkey = Een toegangssleutel gebruiken
factor-use-recovery = Ik heb mijn toestel niet meer
factor-back = Terug
passkey-failed = De toegangssleutel werd niet gebruikt
passkey-cancelled = Het venster werd gesloten of het duurde te lang. Probeer opnieuw of gebruik een andere manier.
passkey-known = Dit toestel heeft al een toegangssleutel voor dit account: er is niets toe te voegen.
passkey-place = Toegangssleutels werken alleen op het beveiligde adres van KoproGo. Controleer het adres van de pagina.
passkey-other = Uw browser kon de sleutel niet lezen. Probeer opnieuw of gebruik een andere manier.

## @copy
copy-done = Gekopieerd
copy-failed = Selecteer de tekst
recovery-close = Klaar

## @me
title-account = Mijn account
me-tab-profile = Profiel
me-tab-security = Beveiliging
me-tab-sessions = Sessies
me-tab-data = Mijn gegevens

## @me-profile
me-identity = Wie u bent
me-identity-text = Uw naam staat in het logboek en op de uitnodigingen die u verstuurt.
me-name = Naam
me-name-hint = Voornaam en naam, zoals uw collega’s die kennen.
me-email = E-mailadres
me-email-hint = Het identificeert uw account en kan niet worden gewijzigd.
me-saved = Uw naam is bewaard.
me-language = Taal van de toepassing
me-language-text = De taal van de schermen en van uw e-mails. Documenten volgen de taal van elke mede-eigenaar.
me-password = Wachtwoord
me-password-text = Wijzigen sluit al uw andere sessies.
me-password-current = Huidig wachtwoord
me-password-new = Nieuw wachtwoord
me-password-action = Wachtwoord wijzigen
me-password-changed = Wachtwoord gewijzigd; uw andere sessies zijn gesloten.

## @me-security
me-on = Actief
me-off = Niet actief
me-since = sinds { $date }
me-required-title = Een tweede factor is vereist
me-required-text = { $firms } beschermt zijn gebouwen met een tweede factor. Stel een van beide hieronder in om verder te gaan; het duurt twee minuten.
me-signin-again-title = Meld u opnieuw aan met uw tweede factor
me-signin-again-text = Deze sessie werd zonder geopend.
me-signin-again = Opnieuw aanmelden
me-ready-title = Uw account is beschermd
me-ready-action = Doorgaan
me-totp = Authenticatie-app
me-totp-text = Een code van zes cijfers, elke dertig seconden vernieuwd op uw telefoon.
me-totp-set-up = App instellen
me-totp-end = Verwijderen
me-totp-end-title = Authenticatie-app verwijderen
me-totp-end-text = Uw wachtwoord volstaat dan weer, tenzij u een toegangssleutel hebt. Vraagt uw kantoor een tweede factor, dan moet u een andere instellen.
me-totp-ended = De app is verwijderd.
me-totp-step-app = Open een authenticatie-app op uw telefoon. Elke app die een QR-code leest, is goed.
me-totp-step-scan = Scan deze code.
me-totp-step-code = Neem de getoonde code over
me-totp-qr = QR-code om te scannen met de authenticatie-app
me-totp-by-hand = Geen camera? Voer deze sleutel in de app in:
me-totp-copy = Sleutel kopiëren
me-totp-confirm = Activeren
me-totp-done = De authenticatie-app is actief.
me-passkeys = Toegangssleutels
me-passkeys-text = Uw vingerafdruk, gezicht of toestelcode, zonder wachtwoord. Er valt niets te ontfutselen.
me-passkeys-none = Nog geen sleutel.
me-passkey-add = Toegangssleutel toevoegen
me-passkey-add-text = Uw browser vraagt waar de sleutel bewaard wordt: op dit toestel, op uw telefoon of op een beveiligingssleutel.
me-passkey-name = Naam van de sleutel
me-passkey-name-hint = Om hem te herkennen, bijvoorbeeld “Laptop kantoor”.
me-passkey-create = Sleutel maken
me-passkey-done = { $name } is toegevoegd.
me-passkey-added = Toegevoegd op { $date }
me-passkey-used = gebruikt { $when }
me-passkey-unused = nooit gebruikt
me-passkey-remove = { $name } verwijderen
me-passkey-remove-title = Toegangssleutel verwijderen
me-passkey-remove-text = Met “{ $name }” kan men zich niet meer aanmelden. Verwijder hem daarna ook in de instellingen van het toestel.
me-passkey-removed = De sleutel is verwijderd.
me-passkey-unsupported = Deze browser kent geen toegangssleutels.
me-recovery = Herstelcodes
me-recovery-text = Om binnen te komen als u uw toestel kwijt bent. Bewaar ze erbuiten.
me-recovery-left =
    { $count ->
        [one] { $shown } code over
       *[other] { $shown } codes over
    }
me-recovery-few = Bijna op
me-recovery-renew = Nieuwe codes maken
recovery-title = Uw herstelcodes
recovery-once = Ze worden maar één keer getoond en vervangen de vorige. Bewaar ze veilig voor u sluit.
recovery-sheet = KoproGo, herstelcodes van { $email }, { $date }
recovery-each-once = Elke code vervangt één keer de app of de toegangssleutel.
recovery-copy = Kopiëren
recovery-download = Downloaden
recovery-print = Afdrukken
recovery-kept = Ik heb ze veilig bewaard.

## @me-sessions
sessions-title = Aangemelde toestellen
sessions-text = Elke aanmelding op uw account. Herkent u er een niet? Beëindig ze en wijzig uw wachtwoord.
sessions-current = Dit toestel
sessions-factor = Tweede factor
sessions-now = nu
sessions-seen = gezien { $when }
sessions-since = geopend op { $date }
sessions-kind-browser = Browser
sessions-kind-api = Programma
sessions-end = Beëindigen
sessions-end-named = Sessie { $name } beëindigen
sessions-ended = De sessie is beëindigd.
sessions-only = U bent nergens anders aangemeld.
sessions-everywhere = Overal afmelden
sessions-everywhere-text = Sluit alle sessies, ook deze, browsers en programma’s.
sessions-everywhere-confirm = U moet zich op elk toestel opnieuw aanmelden. De API-sleutels van uw kantoor blijven werken.

## @me-data
data-export = Mijn gegevens
data-export-text = Alles wat uw account bevat, in een bestand dat andere programma’s kunnen lezen.
data-export-action = Mijn gegevens downloaden
data-exported = Het bestand staat bij uw downloads.
data-consents = Toestemmingen
data-consents-text = Waarmee u hebt ingestemd, in welke versie en wanneer. Elke toestemming trekt u even eenvoudig in.
data-consents-none = Er is u geen toestemming gevraagd.
consent-terms = Gebruiksvoorwaarden
consent-privacy = Privacyverklaring
consent-electronic-delivery = Oproepingen langs elektronische weg
consent-product-news = Productnieuws
data-consent-given = Gegeven op { $date }, versie { $version }
data-consent-withdrawn = Ingetrokken op { $date }, versie { $version }
data-consent-open = Nog niet gegeven, versie { $version }
data-consent-yes = Gegeven
data-consent-no = Niet gegeven
data-consent-give = Geven
data-consent-withdraw = Intrekken
data-erase = Mijn account verwijderen
data-erase-text = Uw toegang verdwijnt. De gebouwen die u beheert en hun boekhouding behoren toe aan de mede-eigendommen en blijven.
data-erase-action = Mijn account verwijderen
data-erase-confirm = Deze handeling is definitief.
data-erase-goes = Verdwijnen: uw wachtwoord, uw tweede factoren, uw sessies, uw naam en uw e-mailadres, ook in de details van het logboek.
data-erase-stays = Blijven: de boekingen en het logboek, die de wet doet bewaren, zonder uw naam.
data-erase-type = Typ { $email } over om te bevestigen
data-erased = Uw account is verwijderd.
