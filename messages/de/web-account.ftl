# Mein Konto und alles rund um die Anmeldung.

## @confirm
confirm-title = Bestätigen Sie, dass Sie es sind
confirm-text = Diese Handlung betrifft die Sicherheit. Ihr Passwort genügt für zehn Minuten.
confirm-password = Ihr Passwort
confirm-action = Bestätigen

## @password
title-forgot = Passwort vergessen
forgot-text = Geben Sie Ihre Adresse an: Wir senden Ihnen einen Link, um ein neues Passwort zu wählen.
forgot-action = Link senden
forgot-to-signin = Zurück zur Anmeldung
forgot-sent-heading = Sehen Sie in Ihre E-Mails
forgot-sent-text = Falls { $email } ein Konto hat, kommt dort binnen einer Minute ein Link an. Er gilt einmal.
forgot-sent-nothing = Nichts erhalten? Sehen Sie im Spam-Ordner nach und prüfen Sie, ob die Adresse zu Ihrem Konto gehört.
forgot-again = Noch einmal
title-reset = Neues Passwort
reset-text = Wählen Sie ein neues. Alle offenen Sitzungen werden beendet; Ihr zweiter Faktor bleibt.
reset-password = Neues Passwort
reset-action = Passwort ändern
reset-ask-again = Einen anderen Link anfordern
reset-no-token = Der Link ist unvollständig
reset-no-token-text = Öffnen Sie ihn aus der E-Mail oder fordern Sie einen neuen an.
reset-done-heading = Erledigt
reset-done-text = Ihr Passwort ist geändert und alle Sitzungen sind beendet. Melden Sie sich mit dem neuen an.

## @factor
factor-heading = Noch ein Schritt
factor-totp-text = Öffnen Sie Ihre Authentifizierungs-App und übertragen Sie den Code von KoproGo.
factor-totp-label = Sechsstelliger Code
factor-recovery-text = Einer Ihrer Notfallcodes ersetzt die App. Jeder gilt einmal.
factor-recovery-label = Notfallcode
factor-recovery-hint = Mit oder ohne Bindestriche.
factor-passkey-text = Bestätigen Sie mit dem Passkey dieses Geräts oder Ihres Telefons.
factor-passkey-action = Passkey verwenden
factor-action = Weiter
factor-use-totp = Die App verwenden
factor-use-passkey = Einen Passkey verwenden
factor-use-recovery = Ich habe mein Gerät nicht mehr
factor-back = Zurück
passkey-failed = Der Passkey wurde nicht verwendet
passkey-cancelled = Die Anfrage wurde geschlossen oder dauerte zu lange. Versuchen Sie es erneut oder auf anderem Weg.
passkey-known = Dieses Gerät hat schon einen Passkey für dieses Konto: Es ist nichts hinzuzufügen.
passkey-place = Passkeys funktionieren nur unter der gesicherten Adresse von KoproGo. Prüfen Sie die Adresse der Seite.
passkey-other = Ihr Browser konnte den Passkey nicht lesen. Versuchen Sie es erneut oder auf anderem Weg.

## @copy
copy-done = Kopiert
copy-failed = Markieren Sie den Text
recovery-close = Fertig

## @me
title-account = Mein Konto
me-tab-profile = Profil
me-tab-security = Sicherheit
me-tab-sessions = Sitzungen
me-tab-data = Meine Daten

## @me-profile
me-identity = Wer Sie sind
me-identity-text = Ihr Name steht im Protokoll und auf den Einladungen, die Sie senden.
me-name = Name
me-name-hint = Vorname und Name, wie Ihre Kollegen sie kennen.
me-email = E-Mail-Adresse
me-email-hint = Sie kennzeichnet Ihr Konto und lässt sich nicht ändern.
me-saved = Ihr Name ist gespeichert.
me-language = Sprache der Anwendung
me-language-text = Für Bildschirme und E-Mails an Sie. Dokumente folgen der Sprache jedes Miteigentümers.
me-password = Passwort
me-password-text = Eine Änderung beendet alle Ihre anderen Sitzungen.
me-password-current = Aktuelles Passwort
me-password-new = Neues Passwort
me-password-action = Passwort ändern
me-password-changed = Passwort geändert; Ihre anderen Sitzungen sind beendet.

## @me-security
me-on = Aktiv
me-off = Nicht aktiv
me-since = seit { $date }
me-required-title = Ein zweiter Faktor wird verlangt
me-required-text = { $firms } schützt seine Gebäude mit einem zweiten Faktor. Richten Sie unten einen von beiden ein, um fortzufahren; es dauert zwei Minuten.
me-signin-again-title = Melden Sie sich mit Ihrem zweiten Faktor neu an
me-signin-again-text = Diese Sitzung wurde ohne ihn geöffnet.
me-signin-again = Neu anmelden
me-ready-title = Ihr Konto ist geschützt
me-ready-action = Weiter
me-totp = Authentifizierungs-App
me-totp-text = Ein sechsstelliger Code, alle dreißig Sekunden neu auf Ihrem Telefon.
me-totp-set-up = App einrichten
me-totp-end = Entfernen
me-totp-end-title = Authentifizierungs-App entfernen
me-totp-end-text = Ihr Passwort genügt dann wieder, außer Sie haben einen Passkey. Verlangt Ihr Büro einen zweiten Faktor, müssen Sie einen anderen einrichten.
me-totp-ended = Die App ist entfernt.
me-totp-step-app = Öffnen Sie eine Authentifizierungs-App auf Ihrem Telefon. Jede, die einen QR-Code liest, ist geeignet.
me-totp-step-scan = Scannen Sie diesen Code.
me-totp-step-code = Übertragen Sie den angezeigten Code
me-totp-qr = QR-Code für die Authentifizierungs-App
me-totp-by-hand = Keine Kamera? Geben Sie diesen Schlüssel in der App ein:
me-totp-copy = Schlüssel kopieren
me-totp-confirm = Aktivieren
me-totp-done = Die Authentifizierungs-App ist aktiv.
me-passkeys = Passkeys
me-passkeys-text = Ihr Fingerabdruck, Ihr Gesicht oder der Gerätecode, ohne Passwort. Nichts lässt sich abfischen.
me-passkeys-none = Noch kein Passkey.
me-passkey-add = Passkey hinzufügen
me-passkey-add-text = Ihr Browser fragt, wo der Passkey liegen soll: auf diesem Gerät, auf Ihrem Telefon oder auf einem Sicherheitsschlüssel.
me-passkey-name = Name des Passkeys
me-passkey-name-hint = Zum Wiedererkennen, zum Beispiel „Laptop im Büro“.
me-passkey-create = Passkey anlegen
me-passkey-done = { $name } ist hinzugefügt.
me-passkey-added = Hinzugefügt am { $date }
me-passkey-used = verwendet { $when }
me-passkey-unused = nie verwendet
me-passkey-remove = { $name } entfernen
me-passkey-remove-title = Passkey entfernen
me-passkey-remove-text = Mit „{ $name }“ ist keine Anmeldung mehr möglich. Löschen Sie ihn danach auch in den Geräteeinstellungen.
me-passkey-removed = Der Passkey ist entfernt.
me-passkey-unsupported = Dieser Browser kennt keine Passkeys.
me-recovery = Notfallcodes
me-recovery-text = Für den Fall, dass Sie Ihr Gerät verlieren. Bewahren Sie sie außerhalb davon auf.
me-recovery-left =
    { $count ->
        [one] { $shown } Code übrig
       *[other] { $shown } Codes übrig
    }
me-recovery-few = Bald aufgebraucht
me-recovery-renew = Neue Codes anlegen
recovery-title = Ihre Notfallcodes
recovery-once = Sie werden nur einmal gezeigt und ersetzen die früheren. Bewahren Sie sie sicher auf, bevor Sie schließen.
recovery-sheet = KoproGo, Notfallcodes von { $email }, { $date }
recovery-each-once = Jeder Code ersetzt einmal die App oder den Passkey.
recovery-copy = Kopieren
recovery-download = Herunterladen
recovery-print = Drucken
recovery-kept = Ich habe sie sicher aufbewahrt.

## @me-sessions
sessions-title = Angemeldete Geräte
sessions-text = Jede Anmeldung an Ihrem Konto. Eine kommt Ihnen fremd vor? Beenden Sie sie und ändern Sie Ihr Passwort.
sessions-current = Dieses Gerät
sessions-factor = Zweiter Faktor
sessions-now = jetzt
sessions-seen = gesehen { $when }
sessions-since = geöffnet am { $date }
sessions-kind-browser = Browser
sessions-kind-api = Programm
sessions-end = Beenden
sessions-end-named = Sitzung { $name } beenden
sessions-ended = Die Sitzung ist beendet.
sessions-only = Sie sind nirgends sonst angemeldet.
sessions-everywhere = Überall abmelden
sessions-everywhere-text = Beendet alle Sitzungen, auch diese, Browser und Programme.
sessions-everywhere-confirm = Sie müssen sich auf jedem Gerät neu anmelden. Die API-Schlüssel Ihres Büros gelten weiter.

## @me-data
data-export = Meine Daten
data-export-text = Alles, was Ihr Konto enthält, in einer Datei, die andere Programme lesen können.
data-export-action = Meine Daten herunterladen
data-exported = Die Datei liegt in Ihren Downloads.
data-consents = Einwilligungen
data-consents-text = Wozu Sie ja gesagt haben, in welcher Fassung und wann. Jede lässt sich ebenso einfach zurücknehmen.
data-consents-none = Es wurde keine Einwilligung von Ihnen verlangt.
consent-terms = Nutzungsbedingungen
consent-privacy = Datenschutzerklärung
consent-electronic-delivery = Einberufungen auf elektronischem Weg
consent-product-news = Neuigkeiten zum Produkt
data-consent-given = Erteilt am { $date }, Fassung { $version }
data-consent-withdrawn = Zurückgenommen am { $date }, Fassung { $version }
data-consent-open = Noch nicht erteilt, Fassung { $version }
data-consent-yes = Erteilt
data-consent-no = Nicht erteilt
data-consent-give = Erteilen
data-consent-withdraw = Zurücknehmen
data-erase = Mein Konto löschen
data-erase-text = Ihr Zugang verschwindet. Die Gebäude, die Sie verwalten, und ihre Buchhaltung gehören den Miteigentümern und bleiben.
data-erase-action = Mein Konto löschen
data-erase-confirm = Dies ist endgültig.
data-erase-goes = Verschwinden: Ihr Passwort, Ihre zweiten Faktoren, Ihre Sitzungen, Ihr Name und Ihre E-Mail-Adresse, auch in den Einzelheiten des Protokolls.
data-erase-stays = Bleiben: die Buchungen und das Protokoll, die das Gesetz aufzubewahren verlangt, ohne Ihren Namen.
data-erase-type = Geben Sie zur Bestätigung { $email } ein
data-erased = Ihr Konto ist gelöscht.
