//! Lines and containers that stand on article pages without belonging to the article. A new rule is one line.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::RegexSet;

use super::dom::Node;

/// Words of class, id, role and the like that name what stands beside an article.
static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let names = "
        ad ads advert advertisement advertising affiliate banner breadcrumb breadcrumbs byline captcha caption comment comments consent
        cookie cookies counter counters disclaimer discussion disqus donate donation dropdown expandable follow footer gdpr hidden infobox
        lightbox login menu modal mostread nav navbar navigation newsletter newsletters outbrain overlay pager pagination
        popular popup promo promotion rail rating ratings readmore recirc recirculation recommend recommendation recommendations
        recommended related share sharebar sharing sidebar signup sponsor sponsored subscribe subscription taboola tags
        teaser teasers toolbar tooltip trending views widget";
    names.split_whitespace().collect()
});

/// Words that mean so only beside each other.
const PAIRS: &[[&str; 2]] = &[
    ["read", "more"],
    ["read", "also"],
    ["see", "also"],
    ["more", "on"],
    ["most", "read"],
    ["most", "popular"],
    ["author", "bio"],
    ["author", "box"],
    ["about", "author"],
    ["meta", "info"],
    ["article", "meta"],
    ["post", "meta"],
    ["entry", "meta"],
    ["tag", "list"],
    ["article", "tags"],
    ["sr", "only"],
    ["visually", "hidden"],
    ["screen", "reader"],
    ["sign", "up"],
];

/// Elements that are no part of a text.
const TAGS: [&str; 17] = [
    "nav",
    "footer",
    "button",
    "input",
    "figure",
    "figcaption",
    "video",
    "audio",
    "picture",
    "script",
    "style",
    "noscript",
    "iframe",
    "svg",
    "dialog",
    "menu",
    "select",
];

/// Whether an element's tag says that all that is in it stands outside the article.
pub fn outside_by_tag(node: &Node) -> bool {
    TAGS.contains(&node.tag.as_str())
}

/// Whether an element is not shown.
pub fn hidden(node: &Node) -> bool {
    // Paragraphs behind a "read on" button are hidden one by one.
    let hidden = node.attribute("aria-hidden") == Some("true")
        || node.attributes.iter().any(|(name, _)| name == "hidden")
        || node.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
    hidden && !matches!(node.tag.as_str(), "body" | "p")
}

/// Whether an element's tag, class, id or role says that it stands beside the article. Pages misuse these: forms around everything,
/// articles in a "widget".
pub fn outside_by_name(node: &Node) -> bool {
    if matches!(node.tag.as_str(), "aside" | "form" | "label") {
        return true;
    }
    if node.hint.is_empty() || matches!(node.tag.as_str(), "body" | "html" | "article" | "main") {
        return false;
    }
    let mut before = "";
    for word in node.hint.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if NAMES.contains(word) || PAIRS.contains(&[before, word]) {
            return true;
        }
        before = word;
    }
    false
}

static LINES: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        // Counters.
        r"(?i)^\d[\d.,\s]*\s*(views?|reads?|shares?|comments?(\(s\))?|reactions?|likes?|pregleda|komentara?|просмотр\w*|комментари\w*|vues?|commentaires?|kommentare?|aufrufe|vistas|comentarios?)\b.{0,60}$",
        r"(?i)^(views?|comments?|shares?|просмотры|комментарии)\s*:?\s*\d[\d.,]*$",
        // Shares, follows, newsletters.
        r"(?i)^(share( this| on)?|teilen|partager|compartir|поделиться|podeli(te)?|condividi|delen|compartilhe|paylaş)\b.{0,80}$",
        r"(?i)^(follow|folge|suivez|siga|подпи(сывайтесь|шитесь)|pratite|zapratite|seguici|volg)\b.{0,120}$",
        r"(?i)^(subscribe|sign up|register|abonnieren|jetzt abonnieren|abonnez-vous|inscrivez-vous|suscr[ií]b(ete|ase)|prijavite se|iscriviti|melde dich|get (the|our) .*newsletter).{0,160}$",
        r"(?i)\b(our|unser(en)?|notre|nuestro|la nostra|nosso) newsletter\b",
        // Read more.
        r"(?i)^(read (more|also|next)|also read|see also|more on this( story)?|more:|related( articles?| stories)?|recommended|lesen sie (auch|mehr)|mehr zum thema|lesen sie dazu|lire aussi|à lire( aussi)?|lisez aussi|lea? (también|más)|leer (también|más)|читайте (также|ещё|еще)|читать (также|далее)|leggi anche|lees ook|leia (também|mais)|pročitajte( još| i)?|čitajte|преберете|прочитајте( још)?|zobacz (też|także)|czytaj (też|także|więcej)|přečtěte si|čtěte také|läs (också|mer)|les også|lue myös|devamını oku|xem thêm|đọc thêm|延伸阅读|相关(阅读|新闻)|あわせて読みたい|関連記事|관련 ?기사)\b.{0,200}$",
        // Videos.
        r"(?i)^(bonus )?video\s*:?\s*$",
        r"(?i)^(watch|vidéo|бонус видео|bonus video|(v|w)ideo)\s*:.{0,140}$",
        r"(?i)^bonus video\b.{0,140}$",
        // Advertisements, cookies, rights.
        r"(?i)^(advertisement|anzeige|werbung|publicité|publicidad|реклама|reklama|oglas|pubblicità|advertentie|annons|広告|广告)\b.{0,60}$",
        r"(?i)^(we|this (web)?site|our partners|diese (web)?seite|nous|este sitio) .{0,80}\bcookies?\b.{0,200}$",
        r"(?i)^(all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены|sva prava zadržana)\b.{0,120}$",
        r"^(©|\(c\)|Copyright).{0,140}$",
        r"(?i)^no part of this .{0,160}$",
        // Comments.
        r"(?i)^(reply|report( this)? comment|leave a (comment|reply)|post a comment|log ?in to comment|comments? (are closed|\(\d+\))|kommentare?|commentaires?|comentarios?|комментарии|komentari)\b.{0,60}$",
        r"(?i)^opinions? expressed in the comments\b.{0,120}$",
        // Times and datelines that stand alone.
        r"(?i)^(\d{1,2}[:h]\d{2}|\d{1,2}\.\d{2} (uhr|h)\b|\d+ (seconds?|minutes?|mins?|hours?|days?) ago|(vor|il y a|hace|há|fa|för|for) \d+ \p{L}+).{0,30}$",
        r"(?i)^(\p{L}{2,12},? )?\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}(,? |T| \| | - )?(\p{L}{1,3} )?(\d{1,2}[:.h]\d{2})?.{0,8}$",
        // Buttons to share and to print.
        r"(?i)^(e-?mail|twitter|x|facebook|whatsapp|telegram|linkedin|pinterest|reddit|messenger|xing|pocket|flipboard|tumblr|viber|threads|bluesky|вконтакте|одноклассники|copy link|link kopieren|print|drucken|imprimer|imprimir|stampa|печать|feedback|merken|kommentieren|fehler melden|report an error)$",
        // Boxes around embedded media.
        r"(?i)^(empfohlener (redaktioneller|externer) inhalt|externer inhalt|ein klick für den datenschutz|recommended editorial content)\b.{0,80}$",
        r"(?i)(an dieser stelle (findest|finden) (du|sie)|at this point you will find) .{0,160}$",
        r"(?i)(inhalte? von .{1,30} (angezeigt|geladen)|externe inhalte|drittplattformen|third[- ]party (content|platforms)|contenu externe|contenido externo|externe content|contenuti esterni).{0,160}$",
        r"(?i)^(to (view|watch|see) this (video|content)|this (video|slideshow|content|embed) (requires|is not|cannot)|your browser does not)\b.{0,160}$",
        r"(?i)^((personen-)?box (auf|zu)klappen\s*)+.{0,40}$",
        // Labels.
        r"(?i)^(up next|watch now|don.t miss|explore further|advert|most read|must read|in this (article|story)|contents|sommaire|inhalt|kort fortalt|weitere informationen|ende der weiteren informationen|à découvrir|tags?|etiketler|schlagwörter|live ?blog|key (points|event)|video\s?\d.{0,10}|click here( to .{0,60})?|see all|view (all|gallery)( .{0,30})?|play video|gallery|back to top)\s*[:.]?$",
        r"^[【\[［]?(関連記事|関連ニュース|あわせて読みたい|こちらもおすすめ|相关新闻|相关阅读|延伸閱讀|관련기사)[】\]］]?$",
        // Pleas of the house.
        r"(?i)^(follow|like|join) (us|@\w+|[\p{Lu}][\w. ]{1,40}) on\b.{0,200}$",
        r"(?i)^(got|have|do you have) (a|an|any) (story|tip|news tip|question|confidential tip)\b.{0,200}$",
        r"(?i)^(get in touch|contact us|email (us|the author|the newsroom)|reach (the|our) (newsroom|reporter))\b.{0,200}$",
        r"(?i)^for more (stories|news|articles?|information on this)\b.{0,160}$",
        r"(?i)^(hat (ihnen|dir) dieser artikel gefallen|vous avez aimé cet article|did you (like|enjoy) this (article|story))\b.{0,200}$",
        r"(?i)\b(affiliate[- ]links?|earn (us )?an? (affiliate )?commission|may earn (us )?a commission|partnerlinks|provision vom händler)\b",
        r"(?i)^(create an account|sign in or create|sign in|log in|enjoy additional articles|access articles from|get email updates|your subscription)\b.{0,120}$",
        // Loading, enabling, photos.
        r"(?i)^(please )?(enable|activate|turn on) (javascript|cookies)\b.{0,160}$",
        r"(?i)^(loading|lade|chargement|cargando|загрузка)\s*(\.\.\.|…)?$",
        r"(?i)^(photo|foto|фото|bild|image|photographs?|fotos?|写真|图片来源)( by| credit)?\s*[:：].{0,120}$",
        r"(?i)^(image|photo) (caption|source|credit)\b.{0,200}$",
        r"(?i)^.{0,240}\((image|picture|pic|photo|foto|bild|immagine|imagen|фото)s?( (by|credit))?\s?[:/].{1,80}\)$",
        r"^.{0,240}\| (Getty Images|AFP|Reuters|AP|Bloomberg)$",
        r"(?i)^(this|the) (article|story|post) (was )?(originally|first) (appeared|published|ran) (on|in|at)\b.{0,160}$",
        r"(?i)^the post .{0,200} appeared first on .{0,120}$",
        r"(?i)^(tags?|topics?|themen|schlagworte?|mots-clés|etiquetas|теги|tagovi|temas)\s*:.{0,200}$",
        r"^(?i:by|von|par|por|автор|autor|piše)\s*:?(\s+\p{Lu}[\p{L}.'’-]*){1,4}$",
        r"(?i)^(last )?(updated|published|modified|aktualisiert|veröffentlicht|stand|publié|mis à jour|publicado|actualizado|опубликовано|обновлено|objavljeno)\b.{0,60}\d{1,4}.{0,40}$",
        r"(?i)^(listen to (this|the) article|hear this story|artikel anhören|écouter l'article|text size|font size|print this|print|copy link|link copied)\b.{0,60}$",
    ])
    .ok()
});

/// Lines longer than this are prose, whatever they begin with.
const MAX_LINE: usize = 260;

/// Whether a paragraph is boilerplate by its own words.
pub fn line(text: &str) -> bool {
    text.len() <= MAX_LINE && LINES.as_ref().is_some_and(|lines| lines.is_match(text)) || !text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        fn check(text: &str, expected: bool) {
            assert_eq!(line(text), expected, "{text}");
        }
        check("6905 views 0 comment(s)", true);
        check("Bonus video:", true);
        check("Read also: Ten quiet places", true);
        check("Lesen Sie auch: Zehn stille Orte", true);
        check("Share on Facebook Share on X Copy link", true);
        check("Subscribe to our newsletter and never miss a headline", true);
        check("Advertisement - scroll down to continue reading", true);
        check("* * *", true);
        check(
            "Comments from the minister were not available on Monday, a spokesman for the government said in the capital.",
            false,
        );
        check("600 soldiers have died.", false);
        check("The video shows two men leaving the bank.", false);
        check("By Monday the river had fallen again.", false);
    }
}
