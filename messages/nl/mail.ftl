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

mail-support-requested-subject = { $copro }: KoproGo-support vraagt toegang
mail-support-requested-intro = Iemand van het technische team van KoproGo vraagt om { $copro } te bekijken, alleen-lezen en hoogstens { $minutes } minuten lang.
mail-support-opened-subject = { $copro }: toegang voor KoproGo-support is open
mail-support-opened-intro = Iemand van het technische team van KoproGo kan { $copro } bekijken, alleen-lezen en hoogstens { $minutes } minuten lang.
mail-support-reason = Reden
mail-support-ticket = Dossier
mail-support-operator = Gevraagd door
mail-support-consent = Zonder uw akkoord gaat deze toegang niet open. Aanvaard of weiger ze in KoproGo, op de pagina “Supporttoegang” van de mede-eigendom.
mail-support-break-glass = Dit is een noodgeval: twee mensen van het team kunnen deze toegang samen openen. U kunt ze weigeren of op elk moment beëindigen op de pagina “Supporttoegang” van de mede-eigendom.
mail-support-end = U kunt ze op elk moment beëindigen op de pagina “Supporttoegang” van de mede-eigendom.
mail-support-noted = Elke raadpleging staat in het logboek van de mede-eigendom. Contactgegevens van personen blijven verborgen.
