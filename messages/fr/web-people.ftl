# Équipe, invitations et accès.

## @people
title-invitation = Invitation
invite-by = { $name } vous invite à rejoindre
invite-for = Pour { $email } · l’invitation expire { $when }
invite-role-firm_admin = Vous gérez le bureau, son équipe et tous ses immeubles.
invite-role-gestionnaire = Vous gérez des immeubles, des lots aux appels de fonds.
invite-role-comptable = Vous tenez les comptes des immeubles.
invite-role-assistant = Vous tenez à jour les dossiers des immeubles.
invite-role-council_member = Vous suivez les comptes et les factures au nom des copropriétaires.
invite-role-auditor = Vous vérifiez les comptes : vous lisez tout, vous ne changez rien.
invite-role-co_owner = Vous consultez votre compte, vos lots et ce que vous devez.
invite-role-occupant = Vous retrouvez les informations de l’immeuble où vous habitez.
invite-accept = Accepter l’invitation
invite-later = Pas maintenant
invite-known = { $email } a déjà un compte. Connectez-vous pour accepter.
invite-signin = Se connecter et accepter
invite-name = Votre nom
invite-signup = Créer mon compte et accepter
invite-other-title = Vous êtes connecté comme { $email }
invite-other-text = Cette invitation est pour { $email }. Déconnectez-vous pour l’accepter avec cette adresse, ou demandez qu’on vous invite à l’autre.
invite-other-action = Se déconnecter et continuer
invite-other-stay = Rester connecté
invite-gone-title = Cette invitation ne sert plus
invite-gone-text = Elle a pu expirer, être retirée ou avoir déjà servi. Demandez-en une nouvelle à la personne qui vous a invité.
invitations-title = Invitations en attente
invitation-send = Envoyer l’invitation
invitation-sent = L’invitation est partie vers { $email }.
invitation-expires = Expire { $when }
invitation-expired = Expirée
invitation-by = Par { $name }, { $when }
invitation-resend = Renvoyer
invitation-withdraw = Retirer l’invitation
invitation-withdraw-text = Le lien envoyé à { $email } ne servira plus.
invitation-withdrawn = L’invitation est retirée.
title-team = Équipe
team-lead = Qui travaille dans ce bureau, et sur quels immeubles.
team-invite = Inviter quelqu’un
team-invite-hint = L’invitation y arrive avec un lien personnel.
team-who = Personne
team-you = (vous)
team-role = Rôle
team-role-firm_admin = Tout, y compris l’équipe, les clés d’API et les clôtures.
team-role-gestionnaire = Gère les immeubles, des lots aux appels de fonds.
team-role-comptable = Factures, appels, encaissements et clôtures.
team-role-assistant = Tient à jour lots et copropriétaires ; n’enregistre rien en comptabilité.
team-admin-sees-all = Un administrateur voit tous les immeubles.
team-copros = Immeubles
team-copros-all = Tous
team-copros-all-hint = Aussi ceux qui viendront.
team-copros-some = Certains
team-copros-some-hint = Les autres restent invisibles.
team-copros-chosen =
    { $count ->
        [one] { $shown } immeuble choisi
       *[other] { $shown } immeubles choisis
    }
team-copros-choose = Choisissez au moins un immeuble.
team-sees-all = Tous
team-sees-some =
    { $count ->
        [one] { $shown } immeuble
       *[other] { $shown } immeubles
    }
team-factor = Second facteur
team-factor-on = Actif
team-factor-off = Absent
team-since = Depuis le
team-acts = Actions
team-change = Modifier
team-change-named = Modifier { $name }
team-change-now = Le changement vaut dès la requête suivante, sans reconnexion.
team-changed = { $name } : modification enregistrée.
team-remove = Retirer de l’équipe
team-remove-named = Retirer { $name }
team-remove-text = { $name } ne fera plus partie du bureau.
team-remove-access = L’accès à tous les immeubles cesse immédiatement, sur chaque appareil.
team-remove-keys = Les clés d’API créées par cette personne restent au bureau : révoquez celles que vous ne connaissez pas.
team-remove-trace = Ce qui a été fait reste dans le journal, à son nom.
team-removed = { $name } ne fait plus partie de l’équipe.
team-leave = Quitter ce bureau
team-leave-text = Vous perdez aussitôt l’accès à ce bureau et à ses immeubles. Seul un administrateur pourra vous y inviter de nouveau.
team-unprotected =
    { $count ->
        [one] { $shown } personne n’a pas de second facteur
       *[other] { $shown } personnes n’ont pas de second facteur
    }
team-unprotected-text = Un mot de passe volé suffirait. Vous pouvez demander un second facteur à toute l’équipe.
team-to-settings = Sécurité du bureau
team-alone = Vous travaillez seul pour l’instant
team-alone-text = Invitez vos collègues : chacun son compte, son rôle et ses immeubles. Le prix ne dépend pas du nombre d’utilisateurs.
title-firm-settings = Paramètres du bureau
firm-identity = Bureau
firm-identity-text = Ce nom figure sur les appels de fonds et les invitations.
firm-name = Nom du bureau
firm-company-number = Numéro d’entreprise (BCE)
firm-company-number-hint = Il identifie le bureau et ne se modifie pas.
firm-saved = Les paramètres du bureau sont enregistrés.
firm-factor = Second facteur obligatoire
firm-factor-text = Toute personne de l’équipe entre alors avec son application ou sa clé d’accès, en plus du mot de passe.
firm-factor-on = Obligatoire
firm-factor-off = Facultatif
firm-factor-require = Rendre obligatoire
firm-factor-stop = Ne plus l’exiger
firm-factor-require-text = Qui n’en a pas encore devra en configurer un à sa prochaine action, avant de voir quoi que ce soit du bureau.
firm-factor-stop-text = Le mot de passe seul suffira de nouveau à qui retire son second facteur.
firm-factor-own-title = Commencez par vous
firm-factor-own-text = Cette session n’a pas de second facteur : configurez le vôtre d’abord, ou vous serez le premier arrêté.
firm-factor-own-action = Ma sécurité
title-access = Accès à l’immeuble
access-lead = Les personnes hors du bureau qui voient cet immeuble. Leur rôle reste quand le syndic change.
access-invite = Donner accès
access-role-co_owner = Son compte, ses lots, les clés de répartition.
access-role-council_member = Lit comptes, factures et appels ; pas les coordonnées.
access-role-auditor = Lit tous les comptes et toutes les pièces.
access-role-occupant = L’immeuble seulement, pour savoir à qui s’adresser.
access-person = Fiche liée
access-person-search = Nom de la personne
access-person-needed = Le compte de cette personne est celui qui sera visible.
access-person-hint = Relie l’accès à une personne de l’immeuble.
access-email-hint = Celle de la fiche est proposée ; une autre convient aussi.
access-no-person = Aucune
access-withdraw = Retirer l’accès
access-withdraw-named = Retirer l’accès de { $name } ({ $role })
access-withdraw-text = { $name } ne verra plus { $copro } en tant que { $role }, dès maintenant. La fiche de la personne et ses comptes restent.
access-withdrawn = { $name } n’a plus cet accès.
access-empty = Personne d’autre que votre bureau
access-empty-text = Donnez au conseil de copropriété et au commissaire aux comptes un accès en lecture, et à chaque copropriétaire son propre compte. Vous répondrez à moins d’e-mails.

## @own
title-my-copros = Mes copropriétés
mine-lead = Les immeubles où vous avez un rôle : copropriétaire, conseil, commissaire aux comptes, occupant.
mine-account = Mes charges
mine-empty = Aucun immeuble pour l’instant
mine-empty-text = Votre syndic vous y donne accès par une invitation à votre adresse e-mail.
title-own = Mes charges
own-lead = Ce que la copropriété vous demande, ce que vous avez payé, et ce qui reste.
own-owed = À payer
own-ahead = En votre faveur
own-owed-text = Payez sur le compte de la copropriété, avec la communication ci-contre.
own-ahead-text = Ce montant vient en déduction du prochain appel.
own-even-text = Rien à payer aujourd’hui.
own-communication = Communication structurée
own-communication-text = Toujours la même : elle relie vos paiements à votre compte.
own-lots = Vos lots
own-shares = { $shares } quotités sur { $total }
own-statement = Mouvements
own-period = Période
own-from = Du
own-on = Au
own-opening = Solde au { $date } : { $amount }
own-due = à payer pour le { $date }
own-asked = Demandé
own-paid = Payé
own-balance = Solde
own-no-lines = Aucun mouvement dans cette période.
own-empty = Aucun compte n’est relié à vous
own-empty-text = Votre syndic relie votre accès à votre fiche de copropriétaire. Demandez-le-lui.

## @privacy
title-person = Données personnelles
privacy-lead = Ce que l’immeuble sait de cette personne, et ses droits.
privacy-edit = Modifier
privacy-data = Données
privacy-data-text = Telles qu’elles servent aux convocations, aux appels et aux paiements.
privacy-email = E-mail
privacy-phone = Téléphone
privacy-address = Adresse
privacy-language = Langue
privacy-company-number = Numéro BCE
privacy-export = Droit d’accès
privacy-export-text = Tout ce qui concerne cette personne, lisible par elle et par un programme : à remettre dans le mois de sa demande.
privacy-export-action = Télécharger le dossier
privacy-erase = Droit à l’effacement
privacy-erase-text = Possible quand la personne n’a plus de lot ni de compte ouvert.
privacy-erase-goes = S’effacent : nom, coordonnées, IBAN et accès, aussi dans les détails du journal.
privacy-erase-stays = Restent : les écritures et les pièces comptables, que la loi demande de conserver.
privacy-erase-action = Effacer ces données
privacy-erase-confirm = Les données de { $name } s’effacent définitivement.
privacy-reason = Motif
privacy-reason-hint = Il reste dans le journal, par exemple « demande du 3 mars ».
privacy-erased = Données effacées le { $date }
privacy-kept = Ce qui est conservé, et pourquoi :
privacy-kept-until = jusqu’au { $date }
