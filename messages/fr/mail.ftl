## Courriels

mail-greeting = Bonjour,
mail-greeting-name = Bonjour { $name },
mail-signature = L’équipe KoproGo
mail-footer = KoproGo, la gestion de copropriété. Ce message a été envoyé automatiquement.
mail-line = { $name } : { $value }

mail-code-subject = { $code } est votre code de confirmation KoproGo
mail-code-intro = Voici le code qui confirme votre adresse e-mail :
mail-code-validity =
    { $minutes ->
        [one] Saisissez-le dans la minute sur la page d’inscription.
       *[other] Saisissez-le dans les { $minutes } minutes sur la page d’inscription.
    }
mail-code-ignore = Vous n’avez pas demandé ce code ? Ignorez ce message : sans lui, aucun compte n’est créé.

mail-registered-subject = Vous avez déjà un compte KoproGo
mail-registered-intro = Quelqu’un, sans doute vous, vient de demander un compte avec cette adresse e-mail. Elle en a déjà un.
mail-registered-remedy = Connectez-vous avec votre adresse et votre mot de passe habituels.
mail-registered-ignore = Ce n’était pas vous ? Il n’y a rien à faire : votre compte est inchangé et personne n’y a eu accès.

mail-call-subject = { $copro } : { $title }, { $amount } à payer au plus tard le { $due }
mail-call-intro = Vous trouverez en annexe l’appel de fonds « { $title } » de { $copro }.
mail-call-amount = Montant
mail-call-due = À payer au plus tard le
mail-call-iban = IBAN
mail-call-communication = Communication structurée
mail-call-instalments = Ce montant est le premier de { $count } versements ; l’échéancier figure dans la lettre.
mail-call-how = Le plus simple : ouvrez la lettre en annexe et scannez son code QR avec l’application de votre banque. Sinon, reprenez bien la communication structurée : votre paiement est ainsi porté à votre compte sans délai.
mail-call-question = Une question sur ce montant ? Adressez-vous à { $firm }, votre syndic.

mail-invitation-firm-subject = { $inviter } vous invite à rejoindre { $name }
mail-invitation-firm-intro = { $inviter } vous invite à travailler avec { $name } dans KoproGo, la gestion de copropriété.
mail-invitation-firm = Cabinet
mail-invitation-copro-subject = { $name } : votre accès à l’espace en ligne
mail-invitation-copro-intro = { $inviter } vous ouvre un accès à l’espace en ligne de { $name }.
mail-invitation-copro = Copropriété
mail-invitation-role = Votre qualité
mail-invitation-by = Invitation de
mail-invitation-button = Accepter l’invitation
mail-invitation-validity =
    { $hours ->
        [one] Ce lien est personnel, sert une seule fois et reste valable une heure.
       *[other] Ce lien est personnel, sert une seule fois et reste valable { $hours } heures.
    }
mail-invitation-ignore = Vous n’attendiez pas cette invitation ? Ignorez ce message : sans vous, rien ne change.
mail-role-firm-admin = administrateur du cabinet
mail-role-gestionnaire = gestionnaire
mail-role-comptable = comptable
mail-role-assistant = assistant
mail-role-council-member = membre du conseil de copropriété
mail-role-auditor = commissaire aux comptes
mail-role-co-owner = copropriétaire
mail-role-occupant = occupant
