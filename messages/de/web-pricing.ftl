# Wörter der Preisseite.

price-heading = Ein Preis je Gebäude. Berechnen Sie Ihren.
price-lead = Jeder Betrag auf dieser Seite kommt aus dem Programm, das unsere Rechnungen schreibt. Was Sie hier lesen, zahlen Sie, auf den Cent.
price-ask = Ihr Bestand
price-count = Gemeinschaften, die Sie verwalten
price-count-note = Eine Gemeinschaft in Vorbereitung zählt nicht. Was im Laufe des Monats hinzukommt oder geht, zählt nach Tagen.
price-count-wrong = Geben Sie eine Zahl von 1 bis { $max } ein. Für mehr schreiben Sie uns.
price-pay = Zahlung
price-monthly = Monatlich
price-annual = Jährlich im Voraus
price-plans = Tarife
price-per-copro = je Gemeinschaft und Monat, ohne MwSt.
price-a-month-net = im Monat, ohne MwSt.
price-a-month-ahead = im Monat gerechnet, ohne MwSt.
price-then =
    { $count ->
        [one] Im ersten Monat, danach { $amount }.
       *[other] In den ersten { $months } Monaten, danach { $amount } im Monat.
    }
price-month-no-vat = Im Monat, keine MwSt. an uns
price-year = Zwölf Monate, ohne MwSt.
price-year-ahead = Für zwölf Monate im Voraus, ohne MwSt.
price-month-gross = Im Monat mit { $rate } % MwSt.
price-lot = Je Einheit und Monat, ohne MwSt.
price-saved = Sie sparen { $amount } in zwölf Monaten.
price-could-save = Im Voraus gezahlt: { $amount } weniger in zwölf Monaten.
price-coupon-better = Mit Ihrem Gutschein kostet monatliche Zahlung im ersten Jahr { $amount } weniger.
price-over = Dieser Tarif reicht bis { $limit } Gemeinschaften.
price-over-choose = Darüber wählen Sie { $plan }.
price-try =
    { $count ->
        [0] Konto anlegen
        [one] { $days } Tag kostenlos testen
       *[other] { $days } Tage kostenlos testen
    }
price-limits = Was { $plan } umfasst
price-limit-copros = Gemeinschaften
price-limit-users = Mitarbeitende
price-limit-storage = Belege und Dokumente
price-limit-documents = Erstellte Dokumente
price-limit-mails = Versandte E-Mails
price-limit-calls = API-Aufrufe
price-unlimited = unbegrenzt
price-up-to =
    { $count ->
        [one] bis { $shown }
       *[other] bis { $shown }
    }
price-a-month =
    { $count ->
        [one] { $shown } im Monat
       *[other] { $shown } im Monat
    }
price-a-minute =
    { $count ->
        [one] { $shown } je Minute
       *[other] { $shown } je Minute
    }
price-gib = { $size } GiB
price-tib = { $size } TiB
price-without-vat = Preise verstehen sich ohne MwSt. Welche hinzukommt, hängt von Ihrem Land und Ihrer Steuerpflicht ab: Wählen Sie beides unten.
price-unreachable = Die Preise konnten nicht gelesen werden
price-not-computed = Es konnte nicht neu gerechnet werden
price-figures-old = Die verblassten Beträge sind die Ihrer letzten Rechnung.
## @pricing-more
price-bill-heading = Ihre erste Rechnung, so wie sie sein wird
price-bill-text = Dieselben Zeilen, dieselben Worte, dieselbe Rundung. Ein voller Monat kostet immer den Monatspreis, ob er 28 oder 31 Tage hat.
price-country = Sitz Ihrer Firma
price-country-hint = Anmelden können sich Syndiks mit Sitz in Belgien; für andere zeigt diese Rechnung die MwSt., die gelten würde.
price-taxable = Umsatzsteuer
price-taxable-yes = Steuerpflichtig
price-taxable-no = Nicht steuerpflichtig
price-coupon = Gutschein
price-coupon-months =
    { $count ->
        [one] Der Gutschein { $code } senkt den ersten Monat.
       *[other] Der Gutschein { $code } senkt die ersten { $months } Monate.
    }
price-coupon-not-annual = Ein Gutschein senkt Monatsrechnungen; zum Rabatt für jährliche Zahlung kommt er nicht hinzu.
price-lots = Einheiten gesamt
price-lots-hint = Zum Vergleich mit einem Preis je Einheit.
price-vat-domestic = Belgische MwSt. von { $rate } %, die Sie abziehen, wenn Sie steuerpflichtig sind.
price-vat-reverse-charge = Steuerschuldnerschaft des Leistungsempfängers: Wir berechnen keine MwSt., Sie erklären sie in Ihrem Land. Ihre USt-IdNr. wird in VIES geprüft.
price-vat-origin = Belgische MwSt. von { $rate } %: Sie sind in einem anderen Mitgliedstaat nicht steuerpflichtig.
price-vat-destination = MwSt. von { $rate } % Ihres Landes, über die einzige Anlaufstelle erklärt.
price-vat-outside-union = Keine MwSt.: Ihr Sitz liegt außerhalb der Union.
price-trial-until = Bis einschließlich { $until } schulden Sie nichts. Der erste berechnete Tag ist der { $from }, wenn Sie heute beginnen.
price-charged-from = Der erste berechnete Tag ist der { $from }, wenn Sie heute beginnen.
price-print = Diese Rechnung drucken
price-paper = Erste Rechnung
price-paper-days = vom { $from } bis { $to }
price-paper-what = Bezeichnung
price-paper-amount = Betrag (EUR)
price-paper-net = Summe ohne MwSt.
price-paper-vat = MwSt. { $rate } %
price-paper-no-vat = MwSt.
price-paper-payable = Summe mit MwSt.
price-quantity-copro-day =
    { $count ->
        [one] { $shown } Gemeinschaftstag
       *[other] { $shown } Gemeinschaftstage
    }
price-quantity-copro-month =
    { $count ->
        [one] { $shown } Gemeinschaftsmonat
       *[other] { $shown } Gemeinschaftsmonate
    }
price-quantity-piece =
    { $count ->
        [one] { $shown } Stück
       *[other] { $shown } Stück
    }
price-base-copro-day =
    { $count ->
        [one] Tag
       *[other] { $shown } Tage
    }
price-base-copro-month =
    { $count ->
        [one] Monat
       *[other] { $shown } Monate
    }
price-base-piece =
    { $count ->
        [one] Stück
       *[other] { $shown } Stück
    }
price-included = In beiden Tarifen, ohne Aufpreis
price-has-registry = Einheiten, Eigentümer und Schlüssel
price-has-registry-text = Gemeinschaften, Nießbrauch und Verkäufe, mit ihren Daten.
price-has-money = Rechnungen und Mittelabrufe
price-has-money-text = Auf den Cent verteilt, in doppelter Buchführung.
price-has-statements = Ein Konto je Eigentümer
price-has-statements-text = Jede Zahl führt zu ihrem Beleg.
price-has-letters = Briefe und E-Mails
price-has-letters-text = In der Sprache eines jeden: Deutsch, Französisch, Niederländisch, Englisch.
price-has-import = Import und Export
price-has-import-text = Kommen Sie mit Ihrer Tabelle, gehen Sie mit allem.
price-has-api = API und Protokoll
price-has-api-text = Was der Bildschirm kann, kann auch ein Programm; jede Änderung wird festgehalten.
price-questions = Was geschieht, wenn…
price-q-counted = Wie werden meine Gemeinschaften gezählt?
price-q-counted-answer = Eine aktive Gemeinschaft zählt für jeden Tag, an dem sie um Mitternacht bei Ihnen ist. Am selben Tag hinzugefügt und entfernt kostet sie nichts. Sie zahlen nach jedem Monat für die gezählten Tage.
price-q-trial = Was geschieht am Ende der Testzeit?
price-q-trial-answer = Die Testzeit dauert { $days } Tage und verlangt kein Zahlungsmittel. Wir erinnern { $reminders } Tage vor dem Ende. Ohne Zahlungsmittel wird nichts berechnet: Ihre Daten bleiben { $readable } Tage lesbar, dann schließt das Konto ohne Rechnung, und der Export bleibt { $kept } Tage offen.
price-q-annual = Und wenn ich mehr Gemeinschaften habe als im Voraus gezahlt?
price-q-annual-answer = Was hinzukommt, wird monatlich zum Monatspreis berechnet. Was im Voraus gezahlt ist, bleibt es für die zwölf Monate.
price-q-change = Kann ich den Tarif wechseln?
price-q-change-answer = Ja. In einen teureren sofort, auf den Tag berechnet; in einen günstigeren zu Beginn des nächsten Zeitraums. Bei jährlicher Zahlung beginnt ein Wechsel nach den zwölf Monaten.
price-q-cancel = Wie höre ich auf?
price-q-cancel-answer = Mit einem Klick, zum Ende des laufenden Abrechnungszeitraums oder der zwölf im Voraus gezahlten Monate. Bis zu diesem Tag können Sie es zurücknehmen.
price-q-unpaid = Was geschieht, wenn eine Rechnung offen bleibt?
price-q-unpaid-answer = Wir erinnern { $reminders } Tage nach Fälligkeit. Nach { $readonly } Tagen ist das Konto nur noch lesbar, nach { $suspended } Tagen bleibt der Export, nach { $closed } Tagen schließt es. Jeder Schritt wird vorher angekündigt, und Zahlen öffnet alles wieder, solange das Konto nicht geschlossen ist.
price-q-export = Bekomme ich meine Daten immer heraus?
price-q-export-answer = Ja. Der Export ist nie gesperrt, ob gezahlt wurde oder nicht: Diese Konten gehören den Miteigentümern. Nach der Schließung bleibt er { $kept } Tage offen.
price-q-vat = Erhalte ich eine elektronische Rechnung?
price-q-vat-answer = Ja, über Peppol, wenn Sie in Belgien steuerpflichtig sind, und als PDF in Ihrer Sprache. Die MwSt. ist die der Rechnung oben.
price-last =
    { $count ->
        [0] Beginnen Sie heute.
        [one] Beginnen Sie: { $days } Tag kostenlos.
       *[other] Beginnen Sie: { $days } Tage kostenlos.
    }
## @foot
foot-text = KoproGo, Verwaltung von Miteigentum für belgische Syndiks.
foot-nav = Zugang
