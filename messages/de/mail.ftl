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

mail-invitation-firm-subject = { $inviter } lädt Sie zu { $name } ein
mail-invitation-firm-intro = { $inviter } lädt Sie ein, mit { $name } in KoproGo, der Verwaltung von Miteigentum, zu arbeiten.
mail-invitation-firm = Büro
mail-invitation-copro-subject = { $name }: Ihr Zugang zum Online-Bereich
mail-invitation-copro-intro = { $inviter } öffnet Ihnen den Zugang zum Online-Bereich von { $name }.
mail-invitation-copro = Miteigentum
mail-invitation-role = Ihre Eigenschaft
mail-invitation-by = Eingeladen von
mail-invitation-button = Einladung annehmen
mail-invitation-validity =
    { $hours ->
        [one] Dieser Link ist persönlich, gilt einmal und bleibt eine Stunde gültig.
       *[other] Dieser Link ist persönlich, gilt einmal und bleibt { $hours } Stunden gültig.
    }
mail-invitation-ignore = Sie haben diese Einladung nicht erwartet? Beachten Sie diese Nachricht nicht: Ohne Sie ändert sich nichts.
mail-role-firm-admin = Administrator des Büros
mail-role-gestionnaire = Verwalter
mail-role-comptable = Buchhalter
mail-role-assistant = Assistent
mail-role-council-member = Mitglied des Miteigentumsrats
mail-role-auditor = Rechnungskommissar
mail-role-co-owner = Miteigentümer
mail-role-occupant = Bewohner
