# Wörter der Oberfläche. Was vor dem ersten « ## @ » steht, wird mit der Hülle geladen; jeder Abschnitt mit seinem Bildschirm.

## Seitentitel
title-landing = Verwaltung von Miteigentum für Syndiks
title-pricing = Preis und Rechner
title-signin = Anmelden
title-signup = Konto anlegen

## Hülle
shell-skip = Zum Inhalt
shell-open-app = KoproGo öffnen
shell-signin = Anmelden
shell-signup = Konto anlegen
shell-pricing = Preis
shell-language = Sprache

## Gemeinsames
ui-optional = freiwillig
ui-required = Bitte ausfüllen.
ui-clear = Leeren
ui-close = Schließen
ui-cancel = Abbrechen
ui-save = Speichern
ui-remove = Entfernen
ui-retry = Erneut versuchen
ui-suggestions = Vorschläge
ui-searching = Suche…
ui-loading = Wird geladen…
ui-see-plans = Tarife ansehen
ui-nothing-found = Kein Ergebnis
ui-load-failed = Diese Daten konnten nicht gelesen werden
ui-reference = Kennung: { $id }
ui-more = Mehr anzeigen
ui-shown =
    { $count ->
        [one] { $shown } Zeile angezeigt
       *[other] { $shown } Zeilen angezeigt
    }
ui-total = Summe
ui-step-done = (erledigt)
ui-money-unreadable = Betrag nicht lesbar: schreiben Sie zum Beispiel 1.234,56
ui-file-choose = Datei wählen
ui-file-replace = Ersetzen
ui-file-sending = Datei wird gesendet…
ui-file-wrong-type = „{ $name }“ hat keinen Typ, der hier angenommen wird.
ui-file-too-large = Diese Datei hat { $size }; höchstens { $max } sind erlaubt.

ui-iban-wrong = Das ist keine gültige IBAN: übernehmen Sie sie vom Kontoauszug.
ui-company-number-ok = { $number }: die Prüfziffer stimmt.
ui-company-number-wrong = Die Prüfziffer stimmt nicht: prüfen Sie die zehn Ziffern.
ui-company-number-short = Eine ZDU-Nummer hat zehn Ziffern.
ui-password-show = Zeigen
ui-password-hide = Verbergen

## Störungen
connection-wait =
    { $seconds ->
        [one] Versuchen Sie es in { $shown } Sekunde erneut.
       *[other] Versuchen Sie es in { $shown } Sekunden erneut.
    }
problem-offline = Der Server antwortet nicht. Prüfen Sie Ihre Verbindung; es ist nichts verloren.
error-busy = Zu viele Anfragen in kurzer Zeit.
problem-server = Auf dem Server ist ein Fehler aufgetreten. Versuchen Sie es gleich noch einmal.
problem-unexpected = Die Anfrage wurde ohne Erklärung abgelehnt. Laden Sie die Seite neu und versuchen Sie es noch einmal.
crash-title = Dieser Bildschirm ist abgebrochen
crash-text = Es wurde nichts halb gespeichert. Versuchen Sie es erneut; geschieht es wieder, geben Sie die Meldung unten weiter.
crash-offline-title = Keine Antwort vom Server
crash-offline-text = Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.
crash-stale-title = Es gibt eine neue Fassung
crash-stale-text = Laden Sie die Seite neu, um fortzufahren.
not-found-title = Hier fehlt ein Ziegel
not-found-text = Diese Seite gibt es nicht, oder Sie haben keinen Zugang zu ihr.
not-found-home = Zur Startseite

## @app
title-mailbox = Entwicklungs-Postfach
title-portfolio = Bestand
title-copro-new = Neues Miteigentum
title-copro = Miteigentum
title-lots = Einheiten
title-owners = Miteigentümer
title-owner = Miteigentümer
title-keys = Verteilerschlüssel
title-import = Import
title-expenses = Rechnungen
title-expense-new = Rechnung erfassen
title-expense = Rechnung
title-calls = Geldabrufe
title-call-new = Neuer Geldabruf
title-call = Geldabruf
title-ledger = Journal
title-entry = Buchung
title-settings = Einstellungen
shell-signout = Abmelden
shell-theme = Darstellung
theme-system = Wie das Gerät
theme-light = Hell
theme-dark = Dunkel
shell-user-menu = Mein Konto
shell-menu = Menü
shell-shortcuts = Tastenkürzel
shell-search = Suchen
shell-breadcrumb = Pfad
shell-nav-firm = Büro
shell-nav-copro = Miteigentum
shell-nav-quick = Schnellnavigation
shell-firm-switch = Anderes Büro wählen
shell-copro-switch = Anderes Miteigentum wählen
shell-copro-filter = Miteigentum filtern
shell-new-firm = Büro hinzufügen
shell-new-copro = Neues Miteigentum
shell-portfolio = Bestand
shell-mailbox = Postfach (Entw.)
role-firm_admin = Büroleitung
role-gestionnaire = Verwalter
role-comptable = Buchhalter
role-assistant = Assistenz
nav-overview = Übersicht
nav-lots = Einheiten
nav-owners = Eigentümer
nav-keys = Schlüssel
nav-accounts = Buchhaltung
nav-expenses = Rechnungen
nav-calls = Abrufe
nav-ledger = Journal
nav-import = Importieren
nav-settings = Einstellungen
shell-my-copros = Meine Gebäude
nav-team = Team
nav-api-keys = API-Schlüssel
nav-transfers = Übergaben
nav-audit = Prüfprotokoll
nav-access = Zugang
nav-support = Support
nav-transfer = Syndikus wechseln
nav-own = Meine Kosten
nav-control = Kontrolle
role-council_member = Mitglied des Rates der Miteigentümer
role-auditor = Rechnungskommissar
role-co_owner = Miteigentümer
role-occupant = Bewohner
palette-placeholder = Ein Bildschirm, eine Aktion, ein Miteigentum…
palette-go = Gehe zu
palette-do = Aktionen
palette-here = In diesem Miteigentum
palette-copros = Miteigentum
help-palette = Suchen oder handeln
help-help = Diese Liste
help-rows = Durch die Zeilen einer Tabelle gehen
help-open = Zeile öffnen
help-escape = Schließen
help-single-keys = Kürzel mit einer einzigen Taste
help-single-keys-hint = Abschalten, wenn Sie diktieren.

## @copro
copro-status-draft = In Vorbereitung
copro-status-active = In Verwaltung
copro-status-closed = Abgeschlossen
copro-closed-title = Gemeinschaft abgeschlossen am { $date }
copro-closed-text = Ihr Büro verwaltet sie nicht mehr und sie wird nicht mehr berechnet. Sie kann gelesen und exportiert werden; geschrieben wird darin nicht mehr.
copro-closed-settings = Exportieren oder wieder öffnen
overview-lots = Einheiten
overview-owners = Miteigentümer
overview-shares = Anteile
overview-shares-of = { $assigned } von { $total }
overview-company-number = ZDU-Nummer
overview-active-since = In Verwaltung seit
overview-checklist = Vor der Inbetriebnahme
overview-ready = Alles ist bereit
overview-progress = { $done } von { $total } Schritten erledigt
overview-done = Erledigt
overview-activate = In Verwaltung nehmen
overview-activate-text = „{ $name }“ geht mit { $lots } Einheiten, { $owners } Miteigentümern und { $shares } Anteilen in Verwaltung. Die Summe der Anteile lässt sich danach nicht mehr ändern.
overview-activated = { $name } ist in Verwaltung.
overview-new-call = Gelder abrufen
overview-new-expense = Rechnung erfassen
overview-all = Alle zeigen
overview-calls = Letzte Geldabrufe
overview-call-detail = { $number } · fällig { $due } · { $sent } von { $owners } versandt
overview-no-calls = Noch keine Geldabrufe.
overview-expenses = Letzte Rechnungen
overview-expense-detail = { $date } · { $description }
overview-no-expenses = Noch keine Rechnungen.
overview-owing = Höchste offene Salden
overview-owner-detail = Einheiten { $lots }
overview-none-owing = Niemand schuldet etwas.
overview-own = Zu zahlen
overview-own-ahead = Zu Ihren Gunsten
overview-own-open = Einzelheiten ansehen
checklist-identity = Angaben zum Gebäude
checklist-identity-action = Ergänzen
checklist-lots = Einheiten
checklist-lots-action = Einheiten anlegen
checklist-shares = Summe der Anteile
checklist-shares-action = Prüfen
checklist-owners = Miteigentümer
checklist-owners-action = Zuordnen
checklist-keys = Verteilerschlüssel
checklist-keys-action = Schlüssel anlegen
checklist-bank = Bankkonten
checklist-bank-action = IBAN ergänzen
checklist-active = Inbetriebnahme
checklist-active-action = In Verwaltung nehmen

## @account
account-email = E-Mail-Adresse
account-password = Passwort
signin-heading = Guten Tag
signin-no-account = Noch kein Konto?
signin-forgot = Passwort vergessen?
signin-passkey = Mit Passkey anmelden
signup-steps = Schritte der Anmeldung
signup-step-account = Konto
signup-step-code = Code
signup-step-firm = Büro
signup-step-copro = Miteigentum
signup-account-heading = Legen Sie Ihr Konto an
signup-account-text = Vier Schritte, fünf Minuten. Sie können anhalten und später fortfahren.
signup-email-hint = Dorthin schicken wir einen sechsstelligen Code.
signup-password-hint = Mindestens { $min } Zeichen. Ein Satz, den Sie sich merken, ist bestens.
signup-password-ok = { $chars } Zeichen
signup-account-action = Code erhalten
signup-have-account = Haben Sie schon ein Konto?
signup-code-heading = Sehen Sie in Ihre E-Mails
signup-code-text = Eine Nachricht ist an { $email } unterwegs.
signup-code-label = Sechsstelliger Code
signup-code-action = Prüfen
signup-code-other = Andere Adresse
signup-code-nothing = Nach einer Minute nichts da? Sehen Sie im Spam-Ordner nach. Hat die Adresse schon ein Konto, sagt es die Nachricht.
signup-code-again = Neuen Code schicken
signup-code-sent-again = Ein neuer Code ist an { $email } unterwegs.
signup-code-mailbox = Entwicklungsserver: Postfach öffnen
signup-firm-heading = Ihr Syndikbüro
signup-firm-text = Dieser Name steht auf den Geldabrufen.
signup-firm-country = Land
signup-firm-country-hint = Weitere Länder folgen.
signup-firm-name = Name des Büros
signup-firm-company-number = Unternehmensnummer (ZDU)
signup-firm-company-number-hint = Zehn Ziffern, mit oder ohne Punkte.
signup-firm-action = Weiter
signup-copro-heading = Ihr erstes Miteigentum
signup-copro-text = Das Wesentliche genügt. Der Rest folgt danach, Schritt für Schritt.
signup-copro-later = Später: zuerst den Bestand ansehen
country-be = Belgien

## @firm
portfolio-search = Miteigentum suchen
portfolio-none = Kein Miteigentum passt zu „{ $text }“.
portfolio-empty = Hier steht keine Gemeinschaft.
portfolio-copro = Miteigentum
portfolio-city = Gemeinde
portfolio-status = Stand
portfolio-status-draft = In Vorbereitung
portfolio-status-active = In Verwaltung
portfolio-status-closed = Abgeschlossen
portfolio-filter = Angezeigte Gemeinschaften
portfolio-open = Laufend
portfolio-closed = Abgeschlossen
portfolio-shares = Vergebene Anteile
portfolio-shares-title = { $assigned } von { $total } Anteilen vergeben
portfolio-lots = Einheiten
portfolio-owners = Miteigentümer
portfolio-called = Abgerufen
portfolio-balance = Offener Saldo
first-copro-title = Beginnen Sie mit einem Gebäude
first-copro-lead = Ein Miteigentum entsteht in drei Schritten. Nach jedem können Sie anhalten.
first-copro-building = Das Gebäude
first-copro-building-text = Name, Adresse und die Summe der Anteile aus der Teilungsurkunde.
first-copro-lots = Einheiten und Miteigentümer
first-copro-lots-text = Importieren Sie die CSV- oder Excel-Datei Ihres alten Programms, oder erfassen Sie sie von Hand.
first-copro-call = Der erste Geldabruf
first-copro-call-text = Jeder Miteigentümer erhält seinen Brief in seiner Sprache, mit seiner strukturierten Mitteilung.
first-copro-action = Erstes Miteigentum anlegen
first-copro-not-allowed = Bitten Sie die Leitung Ihres Büros, eines anzulegen oder Ihnen Ihre Gebäude zuzuteilen.
copro-form-lead = Name, Adresse und Summe der Anteile. Die Einheiten folgen danach.
copro-form-building = Das Gebäude
copro-form-name = Name des Miteigentums
copro-form-name-hint = Wie in der Teilungsurkunde, zum Beispiel „Residenz Lindenhof“.
copro-form-street = Straße und Nummer
copro-form-postal-code = Postleitzahl
copro-form-city = Gemeinde
copro-form-company-number = ZDU-Nummer der Vereinigung
copro-form-company-number-hint = Sie steht auf jedem Dokument. Sie können sie später ergänzen.
copro-form-rules = Anteile und Sprache
copro-form-shares = Summe der Anteile
copro-form-shares-other = Andere
copro-form-shares-exact = Genaue Summe
copro-form-shares-hint = Der Nenner der Teilungsurkunde: die Anteile der Einheiten müssen ihn genau ergeben.
copro-form-language = Sprache der Dokumente
copro-form-language-hint = Als Vorgabe; jeder Miteigentümer behält seine eigene.
copro-form-accounts = Bankkonten ergänzen
copro-form-accounts-hint = Das Gesetz verlangt ein Sichtkonto und ein eigenes Konto für die Rücklage. Beide braucht es vor dem ersten Abruf.
copro-form-working-iban = IBAN des Sichtkontos
copro-form-reserve-iban = IBAN des Rücklagenkontos
copro-form-create = Miteigentum anlegen
copro-form-created = { $name } ist angelegt.

## @mailbox
mailbox-lead = Dieser Entwicklungsserver verschickt nichts: die Nachrichten bleiben hier.
mailbox-empty = Keine Nachrichten
mailbox-empty-text = Legen Sie ein Konto an oder verschicken Sie einen Geldabruf: die Nachrichten erscheinen hier.
mailbox-waiting = Noch nichts für diese Adresse. Eine neue Nachricht erscheint hier von selbst.
mailbox-filter = Nach Empfänger filtern
mailbox-to = An { $to }
mailbox-attachments = Anhänge

## @dev-clock
dev-clock-label = Uhr der Abrechnung (Entwicklungsserver)
dev-clock-today = Abrechnung am { $date }
dev-clock-ahead =
    { $days ->
        [0] heute
        [one] { $daysShown } Tag voraus
       *[other] { $daysShown } Tage voraus
    }
dev-clock-moving = Die Tage vergehen bis zum { $date }…
dev-clock-day = Ein Tag
dev-clock-next = Bis { $date }
dev-clock-month = Ein Monat

## @landing
landing-heading = Miteigentum, auf den Cent genau.
landing-lead = KoproGo führt die Einheiten, Schlüssel, Rechnungen und Geldabrufe Ihrer Gebäude. Jeder Betrag wird exakt verteilt, jede Zahl führt zu ihrem Beleg.
landing-see-price = Preis ansehen
landing-terms = Ein Preis je Gemeinschaft, sonst nichts. Sie melden sich selbst an, in fünf Minuten.
facade-label = Beispiel: eine Rechnung, verteilt auf die Einheiten eines Gebäudes
facade-choose = Zu verteilende Rechnung
facade-roof = Dach
facade-lift = Aufzug
facade-door = Garagentor
facade-roof-key = Satzungsschlüssel, 10.000 Anteile
facade-lift-key = Aufzugsschlüssel, nach Stockwerk
facade-door-key = Garagenschlüssel, gleiche Teile
facade-lots = Einheiten des Gebäudes, vom obersten Stock bis zum Erdgeschoss
facade-shares = Einheit { $code }, { $shares } Anteile
facade-cent = Erhält einen übrigen Cent
facade-sum = Summe der Einheiten
facade-drift = erhält einen übrigen Cent. Jede Zeile einzeln zu runden, wie eine Tabelle, läge hier um { $amount } daneben.
facade-no-drift = erhält einen übrigen Cent. Die Summe stimmt immer.

## @landing-more
hour-heading = Ihre erste Stunde mit KoproGo
hour-import = Übernehmen Sie, was Sie haben
hour-import-text = Die CSV- oder Excel-Datei Ihres alten Programms genügt. Ein Probelauf zeigt jeden Fehler mit Zeile und Spalte, bevor sich etwas ändert. Und ein Import lässt sich zurücknehmen.
hour-import-file = einheiten-und-eigentuemer.xlsx
hour-import-rows = { $rows } Zeilen
hour-import-row = Zeile { $row }
hour-import-error = Anteile: „8O“ ist keine ganze Zahl. Ersetzen Sie den Buchstaben O durch eine Null.
hour-import-good = { $rows } Zeilen bereit
hour-import-summary = 45 neue Einheiten, 38 Miteigentümer, 3 Schlüssel.
hour-expense = Rechnung erfassen, sehen wer sie trägt
hour-expense-text = Lieferant, MwSt., Konto des Kontenplans, Schlüssel, Leistungszeitraum. Sie sehen die Verteilung je Einheit vor dem Speichern; die doppelte Buchung folgt.
hour-account = Konto
hour-debit = Soll
hour-credit = Haben
hour-entry-cost = Rohbau- und Fassadenarbeiten
hour-entry-supplier = Lieferanten
hour-call = Gelder abrufen
hour-call-text = Betriebskapital, Rücklage, Vorschuss oder Sonderabruf. Sie sehen jeden Betrag vor dem Versand; alle erhalten ihren PDF-Brief in ihrer Sprache, mit Zahl-QR und strukturierter Mitteilung.
hour-letter-to = Gemeinschaft Moreau – Claes, Einheiten 2A und G1
hour-letter-title = Vorschuss auf die Kosten, zweites Quartal
hour-letter-due = Zu zahlen bis { $date }
hour-statement = In zehn Sekunden antworten
hour-statement-text = Das Konto jedes Miteigentümers, zu dem Datum, das Sie wollen. Jede Zeile öffnet den Beleg, der sie erklärt.
hour-date = Datum
hour-words = Text
hour-balance = Saldo
hour-line-call = Abruf von Vorschüssen
hour-line-payment = Überweisung eingegangen
facts-heading = Worauf Sie zählen können
fact-cents = Genaue Summen
fact-cents-text = Ganze Cent von Anfang bis Ende. Die Summe der Teile ist immer der Betrag.
fact-ledger = Ein Journal, das niemand umschreibt
fact-ledger-text = Eine Buchung ändert sich nicht mehr; eine andere berichtigt sie, und beide bleiben lesbar.
fact-live = Nichts Unvollständiges geht hinaus
fact-live-text = Solange die Anteile die Summe der Teilungsurkunde nicht ergeben, bleibt das Gebäude in Vorbereitung, und der Bildschirm sagt, wie viel fehlt.
fact-languages = Vier Sprachen
fact-languages-text = Sie arbeiten in Ihrer; jeder Miteigentümer erhält seine Dokumente in seiner.
fact-separate = Getrennte Büros
fact-separate-text = Drei unabhängige Schlösser trennen Ihre Daten von denen anderer Büros, bis in die Datenbank.
fact-leave = Eine offene Tür
fact-leave-text = Was der Bildschirm kann, kann auch die dokumentierte API. Ihre Daten werden nicht festgehalten.
pricing-heading = Ein Preis je Gebäude, sonst nichts
pricing-lead = Kein Preis je Einheit, keine kostenpflichtigen Module, kein Aufpreis je Mitarbeitenden.
pricing-per = je Miteigentum und Monat, ohne MwSt.
pricing-calculate = Ihren Preis berechnen
pricing-note = Ein Gebäude in Vorbereitung zählt nicht: es zählt ab der Inbetriebnahme.
questions-heading = Bevor Sie sich anmelden
question-import = Welche Datei muss ich vorbereiten?
question-import-answer = Die, die Ihr Programm schon ausgibt: eine Zeile je Einheit, als CSV oder Excel, möglichst mit Namen und Anteilen. Semikolons, Dezimalkommas und Umlaute werden erkannt; Sie sagen, welche Spalte was ist.
question-shares = Und wenn die Anteile nicht aufgehen?
question-shares-answer = Das Gebäude bleibt in Vorbereitung und KoproGo nennt die Differenz. Sie berichtigen eine Einheit oder die Summe und nehmen es dann in Verwaltung.
question-mistake = Was geschieht, wenn ich mich irre?
question-mistake-answer = Ein Import lässt sich zurücknehmen. Einen Abruf sehen Sie ganz, bevor er hinausgeht, und ein Doppelklick verschickt ihn nicht zweimal. Eine Buchung wird durch eine Gegenbuchung berichtigt, wie es sich gehört.
question-offline = Kann ich schauen, ohne ein echtes Gebäude zu verwalten?
question-offline-answer = Ja. Legen Sie ein Probegebäude an: solange es in Vorbereitung ist, geht nichts hinaus und nichts wird gezählt.
