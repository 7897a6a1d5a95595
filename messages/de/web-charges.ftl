# Rechnungen, Geldabrufe, Journal, Kontoauszüge. Was vor dem ersten „## @“ steht, gehört zu allen diesen Seiten.

title-statement = Kontoauszug
charges-account = Konto
charges-account-find = Nummer oder Bezeichnung
charges-amount = Betrag
charges-amount-eur = Betrag (€)
charges-balanced = Ausgeglichen
charges-unbalanced = Nicht ausgeglichen
charges-calculating = Wird berechnet…
charges-copied = Kopiert
charges-copy = { $text } kopieren
charges-copy-failed = Der Browser verweigert das Kopieren: Markieren Sie den Text.
charges-credit = Haben
charges-credit-eur = Haben (€)
charges-date = Datum
charges-debit = Soll
charges-debit-eur = Soll (€)
charges-description = Buchungstext
charges-entry = Buchung
charges-forbidden = Ihre Rolle erlaubt das nicht
charges-key = Verteilerschlüssel
charges-key-choose = Schlüssel wählen
charges-key-hint =
    { $lots ->
        [one] { $shown } Einheit, { $total } Anteile
       *[other] { $shown } Einheiten, { $total } Anteile
    }
charges-key-short = Schlüssel
charges-leave = Diese Eingaben sind nicht gespeichert. Trotzdem verlassen?
charges-lot = Einheit
charges-not-active = Nehmen Sie das Miteigentum zuerst in Verwaltung
charges-not-active-text = „{ $name }“ ist noch in Vorbereitung: Es wird nichts gebucht. Die Übersicht zeigt, was noch fehlt.
charges-not-active-action = Zur Übersicht
charges-number = Nummer
charges-of = { $done } / { $total }
charges-owner = Miteigentümer
charges-period = vom { $from } bis zum { $to }
charges-preview-only = Noch ist nichts gespeichert
charges-preview-refused = Berichtigen Sie die markierten Felder: Die Berechnung folgt sofort.
charges-voucher = Beleg
charges-voucher-expense = Rechnung
charges-voucher-call = Abruf
charges-voucher-receipt = Zahlung
charges-weight = Anteile

## @expenses

expenses-account = Aufwandskonto
expenses-bar = { $lots } Einheiten, { $owners } Miteigentümer: Σ = { $sum }
expenses-borne = Wer trägt was
expenses-borne-waiting = Geben Sie Betrag und Konto ein: Hier erscheint der Anteil jeder Einheit, auf den Cent genau.
expenses-borne-by = Verteilung
expenses-by-lot = Je Einheit ({ $shown })
expenses-by-owner = Je Miteigentümer ({ $shown })
expenses-date = Datum
expenses-days =
    { $count ->
        [one] { $shown } Tag
       *[other] { $shown } Tage
    }
expenses-description-example = Reinigung der Gemeinschaftsteile, November
expenses-drop = Rechnung hier ablegen
expenses-drop-hint = PDF, PNG oder JPEG, höchstens 10 MB
expenses-due-date = Fälligkeit
expenses-empty = Erfassen Sie die erste Rechnung
expenses-empty-text = Legen Sie das PDF ab, wählen Sie Konto und Schlüssel: Vor dem Speichern sehen Sie, was jede Einheit trägt. Die Buchung im Journal folgt von selbst.
expenses-final = Nach dem Speichern ist die Buchung endgültig.
expenses-forbidden-text = Verwalter und Buchhalter erfassen Rechnungen.
expenses-gross = Betrag inkl. MwSt.
expenses-invoice-date = Rechnungsdatum
expenses-invoice-document = Dokument der Rechnung
expenses-invoice-number = Rechnungsnummer
expenses-net = Ohne MwSt.
expenses-none = Keine Rechnung zu „{ $text }“ gefunden.
expenses-open-file = Öffnen
expenses-open-invoice = Rechnung { $number } öffnen
expenses-period = Leistungszeitraum
expenses-period-hint = Die Kosten trägt, wem die Einheit an diesen Tagen gehörte; bei einem Verkauf werden sie tageweise geteilt.
expenses-period-quarter =
    { $quarter ->
        [1] 1. Quartal { $year }
       *[other] { $quarter }. Quartal { $year }
    }
expenses-period-quick = Schnellauswahl des Zeitraums
expenses-record = Rechnung speichern
expenses-recorded = Rechnung { $number } gespeichert: { $amount }.
expenses-recorded-at = Gespeichert am { $when }
expenses-search = Rechnung suchen
expenses-service-from = Leistung vom
expenses-service-to = bis zum
expenses-shares-view = Ansicht der Verteilung
expenses-split-note =
    { $count ->
        [one] { $shown } Einheit hat in diesem Zeitraum den Eigentümer gewechselt: Ihr Anteil ist tageweise geteilt.
       *[other] { $shown } Einheiten haben in diesem Zeitraum den Eigentümer gewechselt: Ihre Anteile sind tageweise geteilt.
    }
expenses-sum-exact = Σ = { $sum }, genau die Rechnung
expenses-sum-off = Σ = { $sum } statt { $amount }
expenses-supplier = Lieferant
expenses-supplier-company-number = ZDU-Nummer
expenses-supplier-create = Neuer Lieferant
expenses-supplier-create-named = Neuer Lieferant „{ $name }“
expenses-supplier-existing = Bekannten Lieferanten wählen
expenses-supplier-find = Name oder ZDU-Nummer
expenses-supplier-iban = IBAN { $iban }
expenses-supplier-name = Name
expenses-supplier-new = Neuer Lieferant
expenses-supplier-vat = MwSt.-Nummer
expenses-title = Rechnung { $number }
expenses-vat = MwSt.
expenses-vat-at = MwSt. { $rate }
expenses-vat-rate = MwSt.-Satz

## @calls

calls-asked = Was abgerufen wird
calls-asked-waiting = Geben Sie den Gesamtbetrag ein: Hier erscheint der Anteil jedes Miteigentümers.
calls-bar =
    { $count ->
        [one] { $owners } Miteigentümer
       *[other] { $owners } Miteigentümer
    }, { $total }: { $sent ->
        [one] { $mails } E-Mail
       *[other] { $mails } E-Mails
    }, { $post ->
        [one] { $letters } Brief
       *[other] { $letters } Briefe
    }
calls-by-mail = Per E-Mail an { $email }
calls-by-post = Per Post
calls-communication = Mitteilung
calls-confirm = Diesen Abruf versenden?
calls-confirm-due = Zahlbar spätestens am { $date }
calls-confirm-final = Die Buchung steht mit Datum { $date } im Journal. Weder sie noch die Briefe können danach geändert werden.
calls-confirm-instalments = { $shown } Monatsraten, vom { $first } bis zum { $last }
calls-confirm-letters =
    { $count ->
        [0] Kein Brief ist aufzugeben
        [one] { $shown } Brief ist zu drucken und aufzugeben
       *[other] { $shown } Briefe sind zu drucken und aufzugeben
    }
calls-confirm-mails =
    { $count ->
        [0] Es geht keine E-Mail ab
        [one] { $shown } E-Mail geht ab, mit dem Brief als PDF
       *[other] { $shown } E-Mails gehen ab, jede mit dem Brief als PDF
    }
calls-confirm-owners =
    { $count ->
        [one] { $shown } Miteigentümer wird zur Zahlung aufgefordert
       *[other] { $shown } Miteigentümer werden zur Zahlung aufgefordert
    }
calls-delivered = Alle Briefe sind fertig und alle E-Mails versandt.
calls-delivery = Versand des Abrufs
calls-document-queued = in Arbeit
calls-document-ready = fertig
calls-document-failed = fehlgeschlagen
calls-documents = Briefe fertig
calls-due = Fälligkeit
calls-due-hint = Zahlen muss, wem die Einheit an diesem Tag gehört.
calls-empty = Versenden Sie den ersten Geldabruf
calls-empty-text = Wählen Sie Art, Gesamtbetrag und Schlüssel: Vor dem Versand sehen Sie den Anteil jedes Miteigentümers. Danach erhält jeder einen Brief in seiner Sprache, mit strukturierter Mitteilung und QR-Code zum Bezahlen.
calls-first-due = Erste Fälligkeit
calls-forbidden-text = Verwalter und Buchhalter versenden Geldabrufe.
calls-instalments = Raten
calls-instalments-count =
    { $count ->
        [one] In einem Betrag
       *[other] { $count } Monatsraten
    }
calls-issue = Abruf versenden
calls-issued = Abruf { $number } gebucht. Die Briefe werden erstellt.
calls-issued-on = Datum des Abrufs
calls-issued-on-hint = Datum der Buchung im Journal.
calls-kind = Art
calls-kind-extraordinary = Außerordentlicher Abruf
calls-kind-extraordinary-text = Arbeiten oder eine Ausnahmeausgabe, von der Versammlung beschlossen.
calls-kind-provision = Vorschuss
calls-kind-provision-text = Vorauszahlung auf den beschlossenen Haushalt, mit der Abrechnung verrechnet.
calls-kind-reserve_fund = Rücklage
calls-kind-reserve_fund-text = Erspartes für nicht regelmäßige Ausgaben; bleibt beim Verkauf der Vereinigung.
calls-kind-working_fund = Betriebskapital
calls-kind-working_fund-text = Dauernder Vorschuss für laufende Ausgaben; wird dem Verkäufer erstattet.
calls-language = Sprache
calls-letter = Brief
calls-look-again = Aktualisieren
calls-lots-more = { $lots } + { $more }
calls-mail = E-Mail
calls-mail-failed = Fehlgeschlagen
calls-mail-none = Per Post
calls-mail-queued = Wartet
calls-mail-sent = Versandt
calls-mails = E-Mails versandt
calls-not-yet = Vor Ihrer Bestätigung geht nichts ab.
calls-notices = Einzelne Abrufe
calls-number = Abruf { $number }
calls-open-letter = Brief an { $name } öffnen
calls-owners = Miteigentümer
calls-owners-count =
    { $count ->
        [one] { $shown } Miteigentümer
       *[other] { $shown } Miteigentümer
    }
calls-paused = Der Versand dauert länger als erwartet. Er läuft auch ohne diese Seite weiter.
calls-review = Prüfen und versenden
calls-schedule = Zahlungsplan
calls-schedule-one = { $amount }, zahlbar spätestens am { $date }.
calls-sent-by = Versand
calls-some-failed =
    { $count ->
        [one] { $shown } Versand ist fehlgeschlagen
       *[other] { $shown } Sendungen sind fehlgeschlagen
    }
calls-some-failed-text = Der Betrag bleibt geschuldet. Stellen Sie diese Briefe anders zu und berichtigen Sie die Adresse des Miteigentümers.
calls-suggest-extraordinary = Außerordentlicher Abruf { $year }
calls-suggest-provision =
    { $span ->
        [year] Vorschüsse auf die Kosten { $year }
       *[quarter] Vorschüsse auf die Kosten – { $quarter ->
            [1] 1.
           *[other] { $quarter }.
        } Quartal { $year }
    }
calls-suggest-reserve_fund = Rücklage { $year }
calls-suggest-working_fund = Bildung des Betriebskapitals
calls-title = Bezeichnung
calls-title-example = Dachsanierung – Generalversammlung vom 12. Mai
calls-title-hint = So, wie die Miteigentümer sie lesen.
calls-to-post =
    { $count ->
        [one] Versand beendet. { $shown } Brief ist noch zu drucken und aufzugeben.
       *[other] Versand beendet. { $shown } Briefe sind noch zu drucken und aufzugeben.
    }
calls-total = Gesamtbetrag
calls-under-way = Die Briefe werden nacheinander erstellt und versandt. Sie können diese Seite verlassen.
calls-view-all = Alle ({ $shown })
calls-view-failed = Fehlgeschlagen ({ $shown })
calls-view-post = Per Post ({ $shown })
calls-without-email =
    { $count ->
        [one] { $shown } Miteigentümer hat keine E-Mail-Adresse: Der Brief ist zu drucken und aufzugeben.
       *[other] { $shown } Miteigentümer haben keine E-Mail-Adresse: Ihre Briefe sind zu drucken und aufzugeben.
    }

## @ledger

ledger-any-account = Alle Konten
ledger-any-owner = Alle Miteigentümer
ledger-clear = Filter entfernen
ledger-document = Dokument
ledger-empty = Das Journal ist noch leer
ledger-empty-text = Jede Rechnung, jeder Abruf und jede Zahlung schreibt hier eine doppelte Buchung. Gelöscht wird nichts.
ledger-entry = Buchung { $number }
ledger-filtered = Die Beträge sind die der gefilterten Zeilen jeder Buchung.
ledger-final = Eine Buchung wird weder geändert noch gelöscht.
ledger-journal = Journal
ledger-journal-bank = Bank
ledger-journal-calls = Abrufe
ledger-journal-misc = Sonstige Buchungen
ledger-journal-purchases = Einkäufe
ledger-lead = Alle Buchungen, die neueste zuerst.
ledger-none = Keine Buchung entspricht diesen Filtern.
ledger-open-call = Abruf ansehen
ledger-open-document = Dokument des Belegs öffnen
ledger-open-expense = Rechnung ansehen
ledger-posted-at = Gebucht am
ledger-statement = Kontoauszug

## @statement

stmt-balance-eur = Saldo (€)
stmt-balance-is = Saldo { $amount }
stmt-closing = Saldo am { $date }
stmt-communication = Ständige Mitteilung
stmt-due-now = Davon fällig
stmt-due-on = Fälligkeit
stmt-empty = Keine Bewegungen
stmt-empty-text = Auf diesem Konto wurde bis zu diesem Datum weder abgerufen noch bezahlt.
stmt-from = Ab dem
stmt-in-favour = Saldo zugunsten des Miteigentümers am { $date }
stmt-into = Eingegangen auf
stmt-into-reserve = Rücklagenkonto
stmt-into-reserve-text = Begleicht die Abrufe für die Rücklage.
stmt-into-working = Sichtkonto
stmt-into-working-text = Begleicht Betriebskapital, Vorschüsse und andere Abrufe.
stmt-lead = Auszug des Einzelkontos Nr. { $number }
stmt-nothing-due = Nichts
stmt-on = Stand vom
stmt-open-document = Dokument { $number } öffnen
stmt-opening = Anfangssaldo
stmt-owed = Geschuldeter Saldo am { $date }
stmt-pdf = Auszug als PDF
stmt-period = Zeitraum des Auszugs
stmt-print = Drucken
stmt-receipt = Zahlung erfassen
stmt-receipt-final = Nach dem Speichern ist die Buchung endgültig.
stmt-receipt-record = Speichern
stmt-received = Zahlung { $number } erfasst: { $amount } von { $name }.
stmt-received-on = Eingangsdatum
stmt-settled = Konto ausgeglichen am { $date }
stmt-sign = Ein positiver Saldo wird der Vereinigung der Miteigentümer geschuldet; ein negativer Saldo besteht zugunsten des Miteigentümers.
