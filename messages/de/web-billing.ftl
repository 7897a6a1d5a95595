# Das Abonnement des Büros. Mit seiner Ansicht geladen.

title-billing = Abonnement
billing-lead = Was Ihr Büro zahlt, warum und wie.
billing-trial =
    { $days ->
        [one] Testphase bis { $until }: letzter Tag
       *[other] Testphase bis { $until }: noch { $daysShown } Tage
    }
billing-trial-ends = Bis dahin wird nichts berechnet. Fügen Sie ein Zahlungsmittel hinzu, um danach weiterzuarbeiten; sonst bleibt alles lesbar und exportierbar.
billing-trial-goes-on = Bis dahin wird nichts berechnet. Danach läuft das Abonnement von selbst weiter.
billing-trial-leaves = Bis dahin wird nichts berechnet.
billing-past-due = { $amount } zu zahlen
billing-past-due-text =
    { $reminders ->
        [one] Am { $on } ging eine Erinnerung hinaus.
       *[other] { $remindersShown } Erinnerungen gingen hinaus, die letzte am { $on }.
    }
billing-step-reminder = Ohne Zahlung folgt die nächste Erinnerung am { $on }.
billing-step-read-only = Ohne Zahlung können Sie ab { $on } nur lesen und exportieren.
billing-step-suspended = Ohne Zahlung wird der Zugang ab { $on } ausgesetzt; Ihre Daten bleiben exportierbar.
billing-step-closed = Andernfalls wird das Konto am { $on } geschlossen.
billing-pay-by-transfer = Eine Überweisung mit der strukturierten Mitteilung der Rechnung genügt auch.
billing-see-bill = Offene Rechnung ansehen
billing-trial-over = Die Testphase ist seit { $since } vorbei
billing-trial-over-text = Sie können alles lesen und exportieren; nichts wird berechnet. Fügen Sie ein Zahlungsmittel hinzu, und alles ist sofort wieder möglich.
billing-read-only = Nur Lesen seit { $since }: { $amount } zu zahlen
billing-read-only-text = Ihre Daten sind da, lesbar und exportierbar. Nach der Zahlung ist sofort wieder alles möglich.
billing-suspended = Zugang ausgesetzt seit { $since }: { $amount } zu zahlen
billing-suspended-text = Nichts wird gelöscht und diese Tage werden nicht berechnet. Sie können Ihre Daten mitnehmen und Ihre Gemeinschaften übergeben.
billing-closed = Konto geschlossen am { $on }
billing-closed-text = Ihre Daten bleiben bis { $until } exportierbar und werden dann gelöscht; Rechnungen werden zehn Jahre archiviert.
billing-ending-cancelled = Sie haben gekündigt.
billing-ending-trial-lapsed = Die Testphase wurde nicht fortgesetzt.
billing-ending-unpaid = Rechnungen blieben unbezahlt.
billing-ending-bankrupt = Über das Büro wurde der Konkurs eröffnet.
billing-ending-ended = Der Vertrag ist beendet.
billing-take-data = Daten mitnehmen
billing-leaves = Das Abonnement endet am { $on }
billing-leaves-text = Bis dahin arbeiten Sie wie gewohnt, und danach bleiben Ihre Daten exportierbar.
billing-stay = Bleiben
billing-hold = Die nächste Rechnung wartet
billing-hold-details = Geben Sie an, wer die Rechnung erhält.
billing-hold-vat-number-missing = Geben Sie die MwSt.-Nummer an oder dass das Büro nicht steuerpflichtig ist.
billing-hold-vat-number-of-other-country = Die MwSt.-Nummer gehört nicht zu diesem Land: Berichtigen Sie eines von beiden.
billing-hold-vies-unknown = Die MwSt.-Nummer wird bei der Kommission (VIES) geprüft.
billing-hold-vies-down = Das Register der Kommission (VIES) antwortet nicht; wir fragen, bis es antwortet.
billing-hold-vies-invalid = Laut Kommission (VIES) ist diese MwSt.-Nummer nicht gültig. Berichtigen Sie sie.
billing-hold-vies-old = Die MwSt.-Nummer wird erneut geprüft.
billing-hold-rate-unknown = Wir ergänzen den MwSt.-Satz Ihres Landes.
billing-hold-open = Angaben ergänzen
billing-plan = Tarif
billing-plan-text = Ein Preis je aktiver Gemeinschaft und Monat, auf den Tag genau.
billing-price = { $price } je Gemeinschaft und Monat, ohne MwSt.
billing-copros =
    { $count ->
        [one] { $shown } aktive Gemeinschaft heute
       *[other] { $shown } aktive Gemeinschaften heute
    }
billing-plan-change = Tarif wechseln
billing-plan-choose = { $plan } wählen
billing-plan-changed = Ihre Wahl ist gespeichert.
billing-committed =
    { $count ->
        [one] { $shown } Gemeinschaft ist bis { $until } vorausbezahlt.
       *[other] { $shown } Gemeinschaften sind bis { $until } vorausbezahlt.
    }
billing-committed-soon =
    { $count ->
        [one] { $shown } Gemeinschaft wird ab dem ersten berechneten Tag zwölf Monate vorausbezahlt.
       *[other] { $shown } Gemeinschaften werden ab dem ersten berechneten Tag zwölf Monate vorausbezahlt.
    }
billing-planned = Ab { $on }: { $plan }, { $price } je Gemeinschaft und Monat.
billing-planned-withdraw = Nicht wechseln
billing-coupons = Eingelöste Gutscheine: { $codes }
billing-coupon-have = Ich habe einen Gutschein
billing-coupon = Code des Gutscheins
billing-coupon-redeem = Einlösen
billing-coupon-done = Der Gutschein ist eingelöst.
billing-annual = Zwölf Monate vorauszahlen, −{ $percent }
billing-annual-hint = Für eine feste Zahl von Gemeinschaften; weitere werden monatlich berechnet.
billing-annual-copros = Vorausbezahlte Gemeinschaften
billing-annual-copros-hint = Diese Zahl gilt zwölf Monate.
billing-obstacles = Dieser Tarif ist zu klein für das, was Sie nutzen
billing-begins = Gilt ab
billing-at-once = sofort
billing-month-now = Ein Monat heute
billing-month-then = Ein Monat danach
billing-year =
    { $count ->
        [one] Zwölf Monate voraus, { $shown } Gemeinschaft
       *[other] Zwölf Monate voraus, { $shown } Gemeinschaften
    }
billing-month-note = Volle Monate mit den heutigen Gemeinschaften, ohne MwSt., Gutscheine und Jahreszahlung.
billing-next = Nächste Rechnung
billing-next-text = Zeile für Zeile, wie sie lauten wird.
billing-next-days = Vom { $from } bis { $to }, erstellt am { $made }.
billing-next-end = Wenn sich nichts ändert
billing-next-so-far = Bis heute: { $amount }
billing-next-today = Bis heute
billing-next-none = Es kommt keine Rechnung mehr.
billing-credit = { $amount } zu Ihren Gunsten werden abgezogen.
billing-line = Zeile
billing-amount = Betrag
billing-unit-copro-day =
    { $count ->
        [one] { $quantity } Tag einer Gemeinschaft, zu { $price } je { $base } Tage
       *[other] { $quantity } Gemeinschaftstage, zu { $price } je { $base } Tage
    }
billing-unit-copro-month = { $quantity } Monate zu { $price }
billing-unit-piece = { $quantity } × { $price }
billing-nothing = Nichts zu berechnen.
billing-net = Ohne MwSt.
billing-vat = MwSt.
billing-payable = Zu zahlen
billing-vat-open = Die MwSt. hängt von den Rechnungsangaben ab.
billing-usage = Nutzung
billing-usage-text = Nur Gemeinschaften werden berechnet; das Übrige zählt für die Grenzen.
billing-usage-what = Was gezählt wird
billing-usage-span = Zeitraum
billing-last-days = Letzte { $days } Tage
billing-usage-chart = { $what } je Tag, vom { $from } bis { $to }
billing-usage-table = Zahlen ansehen
billing-usage-none = Der erste Tag ist noch nicht gezählt.
billing-day = Tag
billing-counted-copros = Gemeinschaften
billing-counted-lots = Lose
billing-counted-users = Mitarbeitende
billing-counted-storage_bytes = Dateien
billing-counted-documents = Erstellte Dokumente
billing-counted-mails = Gesendete E-Mails
billing-limit-copros = Gemeinschaften
billing-limit-users = Mitarbeitende
billing-limit-storage_bytes = Dateien
billing-limit-documents_per_month = Dokumente diesen Monat
billing-limit-mails_per_month = E-Mails diesen Monat
billing-limit-api_calls_per_minute = API-Aufrufe je Minute
billing-limit-used = { $used } von { $limit }
billing-invoices = Rechnungen
billing-invoices-text = Jede bleibt hier, wie sie erstellt wurde.
billing-invoices-none = Es gibt noch keine Rechnung.
billing-number = Nummer
billing-issued = Datum
billing-status = Stand
billing-files = Dateien
billing-files-soon = in Vorbereitung
billing-status-paid = Bezahlt
billing-status-open = Offen
billing-status-overdue = Überfällig
billing-status-credited = Gutgeschrieben
billing-status-refunded = Erstattet
billing-status-disputed = Angefochten
billing-status-credit = Gutschrift
billing-download = { $number } herunterladen, { $format }
billing-format-pdf = PDF
billing-format-peppol = Peppol
billing-format-factur-x = Factur-X
billing-method = Zahlungsmittel
billing-method-text = Auf der Seite des Zahlungsdienstes eingegeben: Keine Nummer läuft über uns.
billing-method-none = Keines. Sie zahlen per Überweisung.
billing-method-waiting = Der Zahlungsdienst bestätigt Ihr Zahlungsmittel…
billing-method-add = Zahlungsmittel hinzufügen
billing-method-replace = Zahlungsmittel ersetzen
billing-method-remove = Zahlungsmittel entfernen
billing-method-remove-text = { $method } zahlt nichts mehr. Noch per Überweisung zu zahlen: { $amount }.
billing-method-removed = Das Zahlungsmittel ist entfernt.
billing-method-details-first = Geben Sie zuerst an, wer die Rechnung erhält.
billing-payments-off = Dieser Server nimmt keine Online-Zahlungen an: Zahlen Sie die Rechnungen per Überweisung.
billing-card = Karte { $brand } mit der Endung { $digits }
billing-sepa = Lastschrift vom Konto mit der Endung { $digits }
billing-expires = Gültig bis { $month }/{ $year }
billing-mandate = Mandat { $mandate }, Gläubiger { $creditor }
billing-mandate-text = Sie ermächtigen KoproGo, dieses Konto zu belasten (SEPA Core). Jede Lastschrift wird vierzehn Tage vorher angekündigt; Ihre Bank erstattet sie acht Wochen lang auf Verlangen.
billing-details = Rechnungsangaben
billing-details-text = Was auf den nächsten Rechnungen steht; erstellte ändern sich nicht.
billing-details-saved = Die Angaben sind gespeichert.
billing-name = Rechtlicher Name
billing-street = Straße und Nummer
billing-postal-code = Postleitzahl
billing-city = Ort
billing-country = Land
billing-taxable = Das Büro ist mehrwertsteuerpflichtig
billing-taxable-hint = Ein ehrenamtlicher Syndikus ist es in der Regel nicht.
billing-company-number = Unternehmensnummer
billing-company-number-hint = Die belgische MwSt.-Nummer folgt daraus.
billing-siren = SIREN-Nummer
billing-siren-wrong = Die SIREN-Nummer hat neun Ziffern.
billing-vat-number = MwSt.-Nummer
billing-vat-number-hint = Wird vor der ersten Rechnung bei der Kommission (VIES) geprüft.
billing-vat-number-wrong = Beginnen Sie mit { $country }, dann Buchstaben und Ziffern.
billing-number-ok = Die Form stimmt.
billing-email = E-Mail
billing-email-hint = Dorthin gehen die Rechnungen.
billing-language = Sprache der Rechnungen
billing-reference = Ihre Referenz
billing-reference-hint = Etwa eine Bestellnummer.
billing-leave = Kündigen
billing-leave-text = Zum Ende dessen, was läuft, ohne Grund und Kosten.
billing-leave-until = Sie arbeiten wie gewohnt bis { $on }.
billing-leave-data = Danach bleiben Ihre Daten { $days } Tage exportierbar und werden dann gelöscht. Rechnungen werden zehn Jahre archiviert.
billing-leave-copros = Jede Gemeinschaft wird mit ihrer ganzen Akte dem nächsten Syndikus übergeben, auf ihrer Seite „Syndikus wechseln“, oder hier exportiert.
billing-leave-export = Portfolio öffnen
billing-leave-do = Abonnement kündigen
billing-leave-understood = Ich habe verstanden, was mit den Daten geschieht.
billing-left = Die Kündigung ist gespeichert.

## @billing-invoice

title-billing-invoice = Rechnung des Abonnements
bill-back = Abonnement
bill-invoice = Rechnung { $number }
bill-credit-note = Gutschrift { $number }
bill-lead = Ausgestellt am { $issued }, für die Tage vom { $from } bis { $to }.
bill-to-pay = Zu zahlen
bill-to-pay-by = spätestens am { $on }
bill-late-since = überfällig seit { $on }
bill-settled-text = Es bleibt nichts zu zahlen.
bill-credited-text = Gutschriften haben sie aufgehoben: Es bleibt nichts zu zahlen.
bill-refunded-text = Was bezahlt wurde, ist Ihnen zurückgegeben worden.
bill-disputed-text = { $amount } sind beim Kartennetz angefochten; bis dahin wird nichts verlangt.
bill-credit-text = Sie schreibt Ihnen { $amount } gut.
bill-corrects = Sie berichtigt die Rechnung { $number }.
bill-paid-part = { $open } von { $payable }
bill-collection-scheduled = Belastung geplant am { $on } ({ $method }).
bill-collection-asked = Der Zahlungsdienst ist um die Zahlung gebeten.
bill-collection-processing = Die Lastschrift liegt seit { $on } bei der Bank; die Antwort dauert einige Werktage.
bill-collection-idle = Es ist keine Belastung geplant: Zahlen Sie jetzt oder per Überweisung.
bill-collection-transfer = Es ist keine Belastung geplant: Zahlen Sie per Überweisung.
bill-pay = Jetzt { $amount } zahlen
bill-pay-with = Mit: { $method }.
bill-pay-asked = Die Zahlung ist angefragt.
bill-transfer = Per Überweisung
bill-transfer-text = Die Mitteilung genügt, damit die Zahlung erkannt wird.
bill-beneficiary = Empfänger
bill-iban = Konto
bill-reference = Mitteilung
bill-copy = Kopieren
bill-lines = Zeilen
bill-lines-text = Wie sie auf dem Dokument stehen.
bill-behind =
    { $count ->
        [one] { $shown } Gemeinschaft hinter diesen Tagen
       *[other] { $shown } Gemeinschaften hinter diesen Tagen
    }
bill-behind-days =
    { $count ->
        [one] { $shown } Tag
       *[other] { $shown } Tage
    }
bill-behind-other = Eine Gemeinschaft, die das Büro verlassen hat oder die Sie nicht betreuen
bill-behind-more =
    { $count ->
        [one] und { $shown } weitere
       *[other] und { $shown } weitere
    }
bill-vat = MwSt. { $rate } % auf { $base }
bill-no-vat = Keine MwSt. auf { $base }
bill-total = Gesamt mit MwSt.
bill-total-credit = Gutgeschrieben
bill-billed = Rechnung an
bill-billed-text = Wie das Büro es an jenem Tag angegeben hatte.
bill-company = Unternehmensnummer { $number }
bill-vat-number = MwSt.-Nummer { $number }
bill-your-reference = Ihre Referenz: { $reference }
bill-payments = Zahlungen
bill-payments-text = Was bezahlt, zurückgegeben oder gutgeschrieben wurde, und was danach blieb.
bill-payments-none = Es wurde noch nichts bezahlt.
bill-on = Datum
bill-what = Vorgang
bill-left = Rest
bill-booked-invoice = Rechnung ausgestellt
bill-booked-payment = Online bezahlt
bill-booked-transfer = Überweisung eingegangen
bill-booked-credit-note = Gutschrift
bill-booked-credit-applied = Guthaben des Büros verwendet
bill-booked-refund = Erstattung
bill-booked-dispute = Anfechtung beim Kartennetz
bill-booked-dispute-won = Anfechtung abgewiesen
bill-booked-dispute-lost = Anfechtung anerkannt: Betrag zurückgenommen
bill-booked-return = Lastschrift von der Bank zurückgenommen
bill-booked-write-off = Forderung aufgegeben
bill-undone = { $what }, zurückgekommen
bill-attempts = Versuche
bill-attempt-with = Mittel
bill-attempt-outcome = Ergebnis
bill-outcome-under-way = Läuft
bill-outcome-processing = Bei der Bank
bill-outcome-paid = Bezahlt
bill-outcome-failed = Fehlgeschlagen
bill-outcome-taken-back = Von der Bank zurückgenommen
bill-reason-insufficient-funds = Konto nicht gedeckt
bill-reason-expired = Karte abgelaufen
bill-reason-authentication = die Bank wollte Ihre Bestätigung
bill-reason-declined = von der Bank abgelehnt
bill-reason-mandate = Mandat nicht gültig
bill-reason-method-gone = Zahlungsmittel entfernt
bill-reason-cancelled = abgebrochen
bill-reason-other = vom Zahlungsdienst abgelehnt
bill-corrections = Gutschriften
bill-corrections-text = Die diese Rechnung berichtigen.
bill-document = Dokument
bill-document-text = Das archivierte Original, und wie es Sie erreicht hat.
bill-mail = E-Mail
bill-mail-sent = An { $to } am { $at } abgegangen.
bill-mail-sent-unknown = Am { $at } abgegangen.
bill-mail-soon = Geht ab, sobald das Dokument fertig ist.
bill-peppol = Peppol
bill-peppol-accepted = Am { $at } an das Peppol-Netz übergeben.
bill-peppol-waiting = Das Peppol-Netz hat noch nicht geantwortet; wir fragen erneut.
bill-peppol-unreachable = Ihr Unternehmen empfängt dieses Dokument nicht über Peppol: Es ging nur per E-Mail.
bill-peppol-refused = Das Peppol-Netz hat es abgelehnt; wir kümmern uns darum.
bill-peppol-none = Noch nicht an das Peppol-Netz übergeben; die Datei lässt sich hier herunterladen.
bill-factur-x = Factur-X
bill-factur-x-text = Ein PDF, das seine eigenen Daten enthält, für Ihre Buchhaltung.
bill-mentions = Vermerke

## @app

nav-billing = Abonnement
standing-label = Abonnement
standing-past-due = Eine Rechnung des Abonnements ist nicht bezahlt.
standing-read-only = Das Büro kann nur lesen und exportieren.
standing-suspended = Der Zugang ist ausgesetzt; die Daten bleiben exportierbar.
standing-closed = Das Abonnement ist geschlossen; die Daten bleiben exportierbar.
standing-open = Ansehen, was zu tun ist
