## E-Mails

mail-greeting = Guten Tag,
mail-greeting-name = Guten Tag { $name },
mail-signature = Ihr KoproGo-Team
mail-footer = KoproGo, die Verwaltung von Miteigentum. Diese Nachricht wurde automatisch versandt.
mail-line = { $name }: { $value }

mail-code-subject = { $code } ist Ihr Bestätigungscode für KoproGo
mail-code-intro = Mit diesem Code bestätigen Sie Ihre E-Mail-Adresse:
mail-code-validity =
    { $minutes ->
        [one] Geben Sie ihn innerhalb einer Minute auf der Registrierungsseite ein.
       *[other] Geben Sie ihn innerhalb von { $minutes } Minuten auf der Registrierungsseite ein.
    }
mail-code-ignore = Sie haben diesen Code nicht angefordert? Ignorieren Sie diese Nachricht: Ohne ihn wird kein Konto angelegt.

mail-registered-subject = Sie haben bereits ein KoproGo-Konto
mail-registered-intro = Jemand, vermutlich Sie selbst, hat soeben mit dieser E-Mail-Adresse ein Konto angefordert. Es gibt dafür bereits eines.
mail-registered-remedy = Melden Sie sich mit Ihrer gewohnten E-Mail-Adresse und Ihrem Passwort an.
mail-registered-ignore = Das waren nicht Sie? Sie brauchen nichts zu tun: Ihr Konto ist unverändert und niemand hatte Zugriff darauf.

mail-call-subject = { $copro }: { $title }, { $amount } zahlbar spätestens am { $due }
mail-call-intro = Im Anhang finden Sie den Abruf „{ $title }“ von { $copro }.
mail-call-amount = Betrag
mail-call-due = Zahlbar spätestens am
mail-call-iban = IBAN
mail-call-communication = Strukturierte Mitteilung
mail-call-instalments = Dieser Betrag ist die erste von { $count } Raten; der Zahlungsplan steht im Brief.
mail-call-how = Am einfachsten: Öffnen Sie den Brief im Anhang und scannen Sie den QR-Code mit der App Ihrer Bank. Geben Sie sonst bitte die strukturierte Mitteilung an: So wird Ihre Zahlung sofort Ihrem Konto gutgeschrieben.
mail-call-question = Eine Frage zu diesem Betrag? Wenden Sie sich an { $firm }, Ihren Syndikus.

mail-support-requested-subject = { $copro }: KoproGo-Support bittet um Zugang
mail-support-requested-intro = Jemand aus dem technischen Team von KoproGo bittet darum, { $copro } einzusehen, nur lesend und höchstens { $minutes } Minuten lang.
mail-support-opened-subject = { $copro }: Zugang für den KoproGo-Support ist offen
mail-support-opened-intro = Jemand aus dem technischen Team von KoproGo kann { $copro } einsehen, nur lesend und höchstens { $minutes } Minuten lang.
mail-support-reason = Grund
mail-support-ticket = Vorgang
mail-support-operator = Angefragt von
mail-support-consent = Ohne Ihre Zustimmung öffnet sich dieser Zugang nicht. Nehmen Sie ihn in KoproGo an oder lehnen Sie ihn ab, auf der Seite „Support-Zugang“ der Miteigentümergemeinschaft.
mail-support-break-glass = Es handelt sich um einen Notfall: Zwei Personen des Teams können diesen Zugang gemeinsam öffnen. Sie können ihn auf der Seite „Support-Zugang“ der Miteigentümergemeinschaft ablehnen oder jederzeit beenden.
mail-support-end = Sie können ihn jederzeit auf der Seite „Support-Zugang“ der Miteigentümergemeinschaft beenden.
mail-support-noted = Jede Einsicht steht im Protokoll der Miteigentümergemeinschaft. Kontaktdaten von Personen bleiben verborgen.
