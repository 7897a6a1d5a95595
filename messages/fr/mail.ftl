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

mail-support-requested-subject = { $copro } : le support KoproGo demande un accès
mail-support-requested-intro = Une personne de l’équipe technique de KoproGo demande à consulter { $copro }, en lecture seule et pendant { $minutes } minutes au plus.
mail-support-opened-subject = { $copro } : accès du support KoproGo ouvert
mail-support-opened-intro = Une personne de l’équipe technique de KoproGo peut consulter { $copro }, en lecture seule, pendant { $minutes } minutes au plus.
mail-support-reason = Motif
mail-support-ticket = Dossier
mail-support-operator = Demandé par
mail-support-consent = Sans votre accord, cet accès ne s’ouvre pas. Acceptez ou refusez-le dans KoproGo, sur la page « Accès du support » de la copropriété.
mail-support-break-glass = Il s’agit d’une urgence : deux personnes de l’équipe peuvent ouvrir cet accès ensemble. Vous pouvez le refuser, ou y mettre fin à tout moment, sur la page « Accès du support » de la copropriété.
mail-support-end = Vous pouvez y mettre fin à tout moment sur la page « Accès du support » de la copropriété.
mail-support-noted = Chaque consultation est inscrite au journal de la copropriété. Les coordonnées des personnes restent cachées.
