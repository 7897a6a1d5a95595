# Team, uitnodigingen en toegang.

## @people
title-invitation = Uitnodiging
invite-by = { $name } nodigt u uit voor
invite-for = Voor { $email } · de uitnodiging vervalt { $when }
invite-role-firm_admin = U beheert het kantoor, zijn team en al zijn gebouwen.
invite-role-gestionnaire = U beheert gebouwen, van kavels tot oproepen.
invite-role-comptable = U houdt de rekeningen van de gebouwen bij.
invite-role-assistant = U houdt de dossiers van de gebouwen bij.
invite-role-council_member = U volgt de rekeningen en facturen namens de mede-eigenaars.
invite-role-auditor = U controleert de rekeningen: u leest alles en wijzigt niets.
invite-role-co_owner = U raadpleegt uw rekening, uw kavels en wat u moet betalen.
invite-role-occupant = U vindt de informatie over het gebouw waar u woont.
invite-accept = Uitnodiging aanvaarden
invite-later = Niet nu
invite-known = { $email } heeft al een account. Meld u aan om te aanvaarden.
invite-signin = Aanmelden en aanvaarden
invite-name = Uw naam
invite-signup = Account maken en aanvaarden
invite-other-title = U bent aangemeld als { $email }
invite-other-text = Deze uitnodiging is voor { $email }. Meld u af om ze met dat adres te aanvaarden, of vraag een uitnodiging op het andere.
invite-other-action = Afmelden en doorgaan
invite-other-stay = Aangemeld blijven
invite-gone-title = Deze uitnodiging werkt niet meer
invite-gone-text = Ze kan vervallen, ingetrokken of al gebruikt zijn. Vraag een nieuwe aan wie u uitnodigde.
invitations-title = Openstaande uitnodigingen
invitation-send = Uitnodiging versturen
invitation-sent = De uitnodiging is verstuurd naar { $email }.
invitation-expires = Vervalt { $when }
invitation-expired = Vervallen
invitation-by = Door { $name }, { $when }
invitation-resend = Opnieuw versturen
invitation-withdraw = Uitnodiging intrekken
invitation-withdraw-text = De link die naar { $email } is gestuurd, werkt dan niet meer.
invitation-withdrawn = De uitnodiging is ingetrokken.
title-team = Team
team-lead = Wie in dit kantoor werkt, en aan welke gebouwen.
team-invite = Iemand uitnodigen
team-invite-hint = De uitnodiging komt daar toe met een persoonlijke link.
team-who = Persoon
team-you = (u)
team-role = Rol
team-role-firm_admin = Alles, ook het team, de API-sleutels en de afsluitingen.
team-role-gestionnaire = Beheert gebouwen, van kavels tot oproepen.
team-role-comptable = Facturen, oproepen, ontvangsten en afsluitingen.
team-role-assistant = Houdt kavels en mede-eigenaars bij; boekt niets.
team-admin-sees-all = Een kantoorbeheerder ziet alle gebouwen.
team-copros = Gebouwen
team-copros-all = Alle
team-copros-all-hint = Ook de toekomstige.
team-copros-some = Enkele
team-copros-some-hint = De andere blijven onzichtbaar.
team-copros-chosen =
    { $count ->
        [one] { $shown } gebouw gekozen
       *[other] { $shown } gebouwen gekozen
    }
team-copros-choose = Kies minstens één gebouw.
team-sees-all = Alle
team-sees-some =
    { $count ->
        [one] { $shown } gebouw
       *[other] { $shown } gebouwen
    }
team-factor = Tweede factor
team-factor-on = Actief
team-factor-off = Ontbreekt
team-since = Sinds
team-acts = Acties
team-change = Wijzigen
team-change-named = { $name } wijzigen
team-change-now = De wijziging geldt vanaf de volgende aanvraag, zonder opnieuw aan te melden.
team-changed = { $name }: wijziging bewaard.
team-remove = Uit het team verwijderen
team-remove-named = { $name } verwijderen
team-remove-text = { $name } maakt geen deel meer uit van het kantoor.
team-remove-access = De toegang tot alle gebouwen stopt onmiddellijk, op elk toestel.
team-remove-keys = API-sleutels die deze persoon maakte, blijven van het kantoor: trek in wat u niet kent.
team-remove-trace = Wat gedaan werd, blijft in het logboek, op naam.
team-removed = { $name } maakt geen deel meer uit van het team.
team-leave = Dit kantoor verlaten
team-leave-text = U verliest meteen de toegang tot dit kantoor en zijn gebouwen. Alleen een kantoorbeheerder kan u opnieuw uitnodigen.
team-unprotected =
    { $count ->
        [one] { $shown } persoon heeft geen tweede factor
       *[other] { $shown } personen hebben geen tweede factor
    }
team-unprotected-text = Een gestolen wachtwoord zou volstaan. U kunt een tweede factor vragen aan het hele team.
team-to-settings = Beveiliging van het kantoor
team-alone = U werkt voorlopig alleen
team-alone-text = Nodig uw collega’s uit: ieder een account, een rol en eigen gebouwen. De prijs hangt niet af van het aantal gebruikers.
title-firm-settings = Instellingen van het kantoor
firm-identity = Kantoor
firm-identity-text = Deze naam staat op de oproepen en de uitnodigingen.
firm-name = Naam van het kantoor
firm-company-number = Ondernemingsnummer (KBO)
firm-company-number-hint = Het identificeert het kantoor en kan niet worden gewijzigd.
firm-saved = De instellingen van het kantoor zijn bewaard.
firm-factor = Verplichte tweede factor
firm-factor-text = Iedereen in het team komt dan binnen met de app of toegangssleutel, naast het wachtwoord.
firm-factor-on = Verplicht
firm-factor-off = Vrijwillig
firm-factor-require = Verplicht maken
firm-factor-stop = Niet meer verplichten
firm-factor-require-text = Wie er nog geen heeft, moet er bij de volgende handeling een instellen, vóór iets van het kantoor zichtbaar is.
firm-factor-stop-text = Wie de tweede factor verwijdert, komt dan weer binnen met het wachtwoord alleen.
firm-factor-own-title = Begin bij uzelf
firm-factor-own-text = Deze sessie heeft geen tweede factor: stel eerst de uwe in, of u bent de eerste die niet binnen kan.
firm-factor-own-action = Mijn beveiliging
title-access = Toegang tot het gebouw
access-lead = De personen buiten het kantoor die dit gebouw zien. Hun rol blijft als de syndicus wisselt.
access-invite = Toegang geven
access-role-co_owner = Eigen rekening, kavels en verdeelsleutels.
access-role-council_member = Leest rekeningen, facturen en oproepen; geen contactgegevens.
access-role-auditor = Leest alle rekeningen en alle stukken.
access-role-occupant = Alleen het gebouw, om te weten wie aan te spreken.
access-person = Gekoppelde fiche
access-person-search = Naam van de persoon
access-person-needed = De rekening van deze persoon wordt zichtbaar.
access-person-hint = Koppelt de toegang aan een persoon van het gebouw.
access-email-hint = Dat van de fiche wordt voorgesteld; een ander mag ook.
access-no-person = Geen
access-withdraw = Toegang intrekken
access-withdraw-named = Toegang van { $name } intrekken ({ $role })
access-withdraw-text = { $name } ziet { $copro } niet meer als { $role }, vanaf nu. De fiche van de persoon en de rekeningen blijven.
access-withdrawn = { $name } heeft deze toegang niet meer.
access-empty = Niemand behalve uw kantoor
access-empty-text = Geef de raad van mede-eigendom en de commissaris leestoegang, en elke mede-eigenaar zijn eigen rekening. U krijgt minder mails te beantwoorden.

## @own
title-my-copros = Mijn mede-eigendommen
mine-lead = De gebouwen waar u een rol hebt: mede-eigenaar, raad, commissaris, bewoner.
mine-account = Mijn lasten
mine-empty = Nog geen gebouw
mine-empty-text = Uw syndicus geeft u toegang met een uitnodiging op uw e-mailadres.
title-own = Mijn lasten
own-lead = Wat de mede-eigendom u vraagt, wat u betaalde en wat overblijft.
own-owed = Te betalen
own-ahead = In uw voordeel
own-owed-text = Betaal op de rekening van de mede-eigendom, met de mededeling hiernaast.
own-ahead-text = Dit bedrag gaat af van de volgende oproep.
own-even-text = Vandaag niets te betalen.
own-communication = Gestructureerde mededeling
own-communication-text = Altijd dezelfde: ze koppelt uw betalingen aan uw rekening.
own-lots = Uw kavels
own-shares = { $shares } aandelen op { $total }
own-statement = Bewegingen
own-period = Periode
own-from = Van
own-on = Tot
own-opening = Saldo op { $date }: { $amount }
own-due = te betalen tegen { $date }
own-asked = Gevraagd
own-paid = Betaald
own-balance = Saldo
own-no-lines = Geen bewegingen in deze periode.
own-empty = Er is geen rekening aan u gekoppeld
own-empty-text = Uw syndicus koppelt uw toegang aan uw fiche van mede-eigenaar. Vraag het hem.

## @privacy
title-person = Persoonsgegevens
privacy-lead = Wat het gebouw over deze persoon weet, en zijn rechten.
privacy-edit = Wijzigen
privacy-data = Gegevens
privacy-data-text = Zoals ze dienen voor oproepingen, oproepen en betalingen.
privacy-email = E-mail
privacy-phone = Telefoon
privacy-address = Adres
privacy-language = Taal
privacy-company-number = KBO-nummer
privacy-export = Recht van inzage
privacy-export-text = Alles over deze persoon, leesbaar voor mens en programma: te bezorgen binnen een maand na de vraag.
privacy-export-action = Dossier downloaden
privacy-erase = Recht op wissing
privacy-erase-text = Mogelijk als de persoon geen kavel of open rekening meer heeft.
privacy-erase-goes = Worden gewist: naam, contactgegevens, IBAN en toegang, ook in de details van het logboek.
privacy-erase-stays = Blijven: de boekingen en de boekhoudkundige stukken, die de wet doet bewaren.
privacy-erase-action = Deze gegevens wissen
privacy-erase-confirm = De gegevens van { $name } worden definitief gewist.
privacy-reason = Reden
privacy-reason-hint = Die blijft in het logboek, bijvoorbeeld “vraag van 3 maart”.
privacy-erased = Gegevens gewist op { $date }
privacy-kept = Wat bewaard blijft, en waarom:
privacy-kept-until = tot { $date }
