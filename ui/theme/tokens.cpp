#include "ui/theme/tokens.h"

#include <QtCore/QLatin1StringView>

namespace inia::ui {

QLatin1StringView tokenName(Token token)
{
    static constexpr std::array<QLatin1StringView, tokenCount> names{
        QLatin1StringView("window"),       QLatin1StringView("sunken"),
        QLatin1StringView("surface"),      QLatin1StringView("raised"),
        QLatin1StringView("field"),        QLatin1StringView("track"),
        QLatin1StringView("trackOn"),      QLatin1StringView("border"),
        QLatin1StringView("borderStrong"), QLatin1StringView("text"),
        QLatin1StringView("text2"),        QLatin1StringView("text3"),
        QLatin1StringView("accent"),       QLatin1StringView("accentHover"),
        QLatin1StringView("onAccent"),     QLatin1StringView("focus"),
        QLatin1StringView("selection"),    QLatin1StringView("selectionInactive"),
        QLatin1StringView("hover"),        QLatin1StringView("hoverWindow"),
        QLatin1StringView("success"),      QLatin1StringView("successBg"),
        QLatin1StringView("successDot"),   QLatin1StringView("warning"),
        QLatin1StringView("warningBg"),    QLatin1StringView("warningDot"),
        QLatin1StringView("danger"),       QLatin1StringView("dangerBg"),
        QLatin1StringView("dangerDot"),    QLatin1StringView("onDanger"),
        QLatin1StringView("info"),         QLatin1StringView("infoBg"),
        QLatin1StringView("infoDot"),      QLatin1StringView("wfQueue"),
        QLatin1StringView("wfDns"),        QLatin1StringView("wfConnect"),
        QLatin1StringView("wfTls"),        QLatin1StringView("wfWait"),
        QLatin1StringView("wfDownload"),   QLatin1StringView("wfBackoff"),
        QLatin1StringView("vKey"),         QLatin1StringView("vString"),
        QLatin1StringView("vNumber"),      QLatin1StringView("vBool"),
        QLatin1StringView("vNull"),        QLatin1StringView("s1"),
        QLatin1StringView("s2"),           QLatin1StringView("s3"),
        QLatin1StringView("s4"),           QLatin1StringView("s5"),
        QLatin1StringView("s6"),
    };
    return names[static_cast<size_t>(token)];
}

Token sessionToken(int index, bool production)
{
    static constexpr std::array<Token, 5> ordinary{Token::Session1, Token::Session2, Token::Session4,
                                                   Token::Session5, Token::Session6};
    if (production)
        return Token::Session3;
    return ordinary[static_cast<size_t>(qMax(index, 0)) % ordinary.size()];
}

} // namespace inia::ui
