## PDF-Briefe: Abrufe und Kontoauszüge

doc-syndic = Syndikus
doc-company-number = ZDU { $number }
doc-page = Seite
doc-holder = Begünstigter
doc-iban = IBAN
doc-communication = Strukturierte Mitteilung
doc-table-total = Gesamt

call-heading-working-fund = Abruf für das Betriebskapital
call-heading-reserve-fund = Abruf für die Rücklage
call-heading-provision = Abruf von Vorschüssen
call-heading-extraordinary = Außerordentlicher Abruf
call-document-title = { $heading } { $number } – { $owner }

call-number = Abruf Nr.
call-issued-on = Datum
call-account = Ihr Konto
call-key = Verteilerschlüssel

call-to-pay = Zu zahlen
call-to-pay-first =
    { $count ->
        [one] Zu zahlen
       *[other] Erste von { $count } Raten
    }
call-of-total = von insgesamt { $amount }
call-due-on = spätestens am { $date }
call-scan = Mit der App Ihrer Bank scannen
call-scan-alt = QR-Code für die Überweisung: { $amount } an { $holder }, Mitteilung { $communication }

call-lots = Ihr Anteil
call-lots-code = Einheit
call-lots-weight = Anteile
call-lots-amount = Betrag (EUR)

call-instalments = Zahlungsplan
call-instalments-number = Rate
call-instalments-due = Fälligkeit
call-instalments-amount = Betrag (EUR)

call-legal-syndic = Abruf erstellt von { $firm }, Syndikus (ZDU { $firm_number }), im Namen und für Rechnung der Vereinigung der Miteigentümer { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(ZDU { $copro_number }).
    }
call-legal-working-fund = Das Betriebskapital ist die Summe der Vorschüsse, die die Miteigentümer zur Deckung der regelmäßigen Ausgaben leisten (Art. 3.86 § 3 des Zivilgesetzbuches).
call-legal-reserve-fund = Die Rücklage ist die Summe der regelmäßigen Beiträge, die für nicht regelmäßige Ausgaben bestimmt sind (Art. 3.86 § 3 des Zivilgesetzbuches).
call-legal-provision = Vorschüsse decken die regelmäßigen Ausgaben der Miteigentümergemeinschaft im Voraus (Art. 3.86 § 3 des Zivilgesetzbuches).
call-legal-extraordinary = Dieser außerordentliche Abruf betrifft eine gemeinschaftliche Ausgabe, zu der jeder Miteigentümer nach dem Verteilerschlüssel beiträgt (Art. 3.81 des Zivilgesetzbuches).
call-legal-rounding = Der Betrag des Abrufs wird nach den Anteilen im Schlüssel auf die Einheiten verteilt und auf den Cent abgerundet; die übrigen Cents gehen einzeln an die Einheiten mit dem größten abgeschnittenen Bruchteil. Die Summe der Einheiten entspricht so genau dem abgerufenen Betrag.
call-legal-communication = Bitte geben Sie die strukturierte Mitteilung an: So wird Ihre Zahlung sofort Ihrem Konto gutgeschrieben.

statement-heading = Kontoauszug
statement-document-title = { $heading } – { $owner } – { $date }
statement-period = Vom { $from } bis zum { $to }
statement-until = Von der Kontoeröffnung bis zum { $to }
statement-date = Stand vom
statement-account = Ihr Konto
statement-opening = Anfangssaldo
statement-debits = Abrufe und Belastungen
statement-credits = Zahlungen und Gutschriften
statement-balance-owed = Zu zahlender Saldo
statement-balance-favour = Saldo zu Ihren Gunsten
statement-balance-nil = Konto ausgeglichen
statement-due = davon am { $date } fällig: { $amount }
statement-due-nothing = Am { $date } ist nichts fällig
statement-column-date = Datum
statement-column-number = Beleg
statement-column-description = Buchungstext
statement-column-due = Fälligkeit
statement-column-debit = Soll
statement-column-credit = Haben
statement-column-balance = Saldo
statement-closing = Saldo am { $date }
statement-empty = Keine Bewegungen in diesem Zeitraum.
statement-legal-sign = Beträge in Euro. Ein positiver Saldo wird der Vereinigung der Miteigentümer geschuldet; ein Saldo mit Minuszeichen besteht zu Ihren Gunsten.
statement-legal-syndic = Auszug erstellt von { $firm }, Syndikus (ZDU { $firm_number }), aus der Buchhaltung der Vereinigung der Miteigentümer { $copro }{ $copro_number ->
        [none] .
       *[other] {" "}(ZDU { $copro_number }).
    } Jeder Beleg kann beim Syndikus eingesehen werden.

# What a lot is.
document-nature-apartment = Wohnung
document-nature-studio = Studio
document-nature-house = Haus
document-nature-office = Büro
document-nature-shop = Geschäft
document-nature-garage = Garage
document-nature-parking = Stellplatz
document-nature-cellar = Keller
document-nature-other = Einheit
