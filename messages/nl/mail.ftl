## E-mails

mail-greeting = Goedendag,
mail-greeting-name = Goedendag { $name },
mail-signature = Het KoproGo-team
mail-footer = KoproGo, beheer van mede-eigendom. Dit bericht werd automatisch verstuurd.
mail-line = { $name }: { $value }

mail-code-subject = { $code } is uw bevestigingscode voor KoproGo
mail-code-intro = Met deze code bevestigt u uw e-mailadres:
mail-code-validity =
    { $minutes ->
        [one] Vul hem binnen de minuut in op de registratiepagina.
       *[other] Vul hem binnen { $minutes } minuten in op de registratiepagina.
    }
mail-code-ignore = Hebt u deze code niet gevraagd? Negeer dit bericht: zonder de code wordt er geen account aangemaakt.

mail-registered-subject = U hebt al een KoproGo-account
mail-registered-intro = Iemand, wellicht u, heeft zojuist een account gevraagd met dit e-mailadres. Het heeft er al een.
mail-registered-remedy = Meld u aan met uw gebruikelijke e-mailadres en wachtwoord.
mail-registered-ignore = Was u dit niet? U hoeft niets te doen: uw account is ongewijzigd en niemand had er toegang toe.

mail-call-subject = { $copro }: { $title }, { $amount } te betalen uiterlijk op { $due }
mail-call-intro = In bijlage vindt u de oproep ‘{ $title }’ van { $copro }.
mail-call-amount = Bedrag
mail-call-due = Te betalen uiterlijk op
mail-call-iban = IBAN
mail-call-communication = Gestructureerde mededeling
mail-call-instalments = Dit bedrag is de eerste van { $count } schijven; de betalingskalender staat in de brief.
mail-call-how = Het eenvoudigst: open de brief in bijlage en scan de QR-code met de app van uw bank. Vermeld anders zeker de gestructureerde mededeling: zo wordt uw betaling meteen op uw rekening geboekt.
mail-call-question = Een vraag over dit bedrag? Richt u tot { $firm }, uw syndicus.

mail-invitation-firm-subject = { $inviter } nodigt u uit bij { $name }
mail-invitation-firm-intro = { $inviter } nodigt u uit om met { $name } samen te werken in KoproGo, het beheer van mede-eigendom.
mail-invitation-firm = Kantoor
mail-invitation-copro-subject = { $name }: uw toegang tot de online omgeving
mail-invitation-copro-intro = { $inviter } geeft u toegang tot de online omgeving van { $name }.
mail-invitation-copro = Mede-eigendom
mail-invitation-role = Uw hoedanigheid
mail-invitation-by = Uitgenodigd door
mail-invitation-button = Uitnodiging aanvaarden
mail-invitation-validity =
    { $hours ->
        [one] Deze link is persoonlijk, werkt één keer en blijft één uur geldig.
       *[other] Deze link is persoonlijk, werkt één keer en blijft { $hours } uur geldig.
    }
mail-invitation-ignore = Verwachtte u deze uitnodiging niet? Negeer dit bericht: zonder u verandert er niets.
mail-role-firm-admin = beheerder van het kantoor
mail-role-gestionnaire = dossierbeheerder
mail-role-comptable = boekhouder
mail-role-assistant = assistent
mail-role-council-member = lid van de raad van mede-eigendom
mail-role-auditor = commissaris van de rekeningen
mail-role-co-owner = mede-eigenaar
mail-role-occupant = bewoner
