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

mail-transfer-subject = { $firm } übergibt Ihnen die Miteigentümergemeinschaft { $copro }
mail-transfer-intro = Die Generalversammlung vom { $decided } hat für { $copro } einen neuen Syndikus gewählt. { $firm } bittet Sie, die Gemeinschaft in KoproGo zu übernehmen, mit der gesamten Akte und der Buchhaltung.
mail-transfer-how =
    { $days ->
        [one] Öffnen Sie diesen Link innerhalb eines Tages, melden Sie sich mit dieser Adresse an oder registrieren Sie sich, und nehmen Sie für Ihr Büro an:
       *[other] Öffnen Sie diesen Link innerhalb von { $days } Tagen, melden Sie sich mit dieser Adresse an oder registrieren Sie sich, und nehmen Sie für Ihr Büro an:
    }
mail-transfer-ignore = Sie haben diese Anfrage nicht erwartet? Leiten Sie sie nicht weiter und lehnen Sie sie ab, oder lassen Sie sie verfallen: Ohne Ihre Zustimmung ändert sich nichts.

mail-transferred-subject = { $copro } ist an { $firm } übergegangen
mail-transferred-intro = Die Miteigentümergemeinschaft { $copro } wird ab jetzt von { $firm } verwaltet. Verlauf, Buchhaltung und Unterlagen sind unverändert.
mail-transferred-gave = Ihr Büro hat keinen Zugang mehr. Die vollständige Akte Ihrer Verwaltung liegt unter „Übergebene Akten“ Ihres Büros bereit.
mail-transferred-took = Sie finden sie im Portfolio Ihres Büros. Prüfen Sie Zugänge und Bankkonten vor dem ersten Abruf.

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

mail-reset-subject = Wählen Sie ein neues Passwort für KoproGo
mail-reset-intro = Sie möchten das Passwort Ihres KoproGo-Kontos ersetzen. Folgen Sie diesem Link, um ein neues zu wählen:
mail-reset-link = Neues Passwort wählen
mail-reset-validity =
    { $minutes ->
        [one] Dieser Link gilt einmal und eine Minute lang.
       *[other] Dieser Link gilt einmal und { $minutes } Minuten lang.
    }
mail-reset-ignore = Sie haben nichts angefordert? Dann ist nichts zu tun: Ihr Passwort bleibt unverändert.

mail-security-not-you = Das waren nicht Sie? Wählen Sie sofort über „Passwort vergessen“ ein neues Passwort und beenden Sie in den Sicherheitseinstellungen alle Sitzungen.
mail-security-password-changed-subject = Ihr KoproGo-Passwort wurde geändert
mail-security-password-changed = Das Passwort Ihres Kontos wurde soeben ersetzt. Die anderen offenen Sitzungen sind beendet.
mail-security-totp-added-subject = Eine Authentifizierungs-App schützt Ihr KoproGo-Konto
mail-security-totp-added = Ihrem Konto wurde soeben eine Authentifizierungs-App hinzugefügt. Bei jeder Anmeldung wird ein Code verlangt.
mail-security-totp-removed-subject = Die Authentifizierungs-App wurde von Ihrem KoproGo-Konto entfernt
mail-security-totp-removed = Die Codes Ihrer Authentifizierungs-App werden für Ihr Konto nicht mehr angenommen.
mail-security-passkey-added-subject = Ihrem KoproGo-Konto wurde ein Passkey hinzugefügt
mail-security-passkey-added = Der Passkey „{ $name }“ öffnet von nun an Ihr Konto.
mail-security-passkey-removed-subject = Von Ihrem KoproGo-Konto wurde ein Passkey entfernt
mail-security-passkey-removed = Ein Passkey wurde soeben entfernt: Er öffnet Ihr Konto nicht mehr.
mail-security-recovery-renewed-subject = Neue Wiederherstellungscodes für KoproGo
mail-security-recovery-renewed = Für Ihr Konto wurden soeben neue Wiederherstellungscodes erstellt. Die vorherigen sind wertlos.
mail-security-recovery-used-subject = Ein Wiederherstellungscode hat Ihr KoproGo-Konto geöffnet
mail-security-recovery-used =
    { $left ->
        [0] Jemand hat sich mit Ihrem letzten Wiederherstellungscode angemeldet. Erstellen Sie neue in den Sicherheitseinstellungen.
        [one] Jemand hat sich mit einem Wiederherstellungscode angemeldet. Es bleibt nur noch einer: Erstellen Sie neue in den Sicherheitseinstellungen.
       *[other] Jemand hat sich mit einem Wiederherstellungscode angemeldet. Es bleiben noch { $left }.
    }
mail-security-refresh-reused-subject = Ein Programmzugang zu Ihrem KoproGo-Konto wurde gesperrt
mail-security-refresh-reused = Ein bereits verwendetes Erneuerungstoken wurde ein zweites Mal vorgelegt: Vielleicht besitzt ein anderes Programm eine Kopie. Vorsorglich wurde diese Sitzung beendet. Melden Sie Ihr Programm mit Ihrem Passwort erneut an.
