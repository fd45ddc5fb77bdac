#include "ui/panels/pagetexts.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/models/signinneed.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class PageTexts {
    Q_DECLARE_TR_FUNCTIONS(PageTexts)
};

bool isDenied(const std::optional<Error>& error)
{
    return error && isAccessDenied(*error);
}

} // namespace

StatusFacts::Mark pageMark(CollectionCursor::State state, const std::optional<Error>& error)
{
    if (state == CollectionCursor::State::Loading)
        return StatusFacts::Mark::Busy;
    if (state != CollectionCursor::State::Failed)
        return StatusFacts::Mark::None;
    return isDenied(error) ? StatusFacts::Mark::Denied : StatusFacts::Mark::Warning;
}

QString failureWord(const std::optional<Error>& error)
{
    if (error && signInNeed(*error) != SignInNeed::None)
        return PageTexts::tr("Not signed in");
    return isDenied(error) ? PageTexts::tr("Denied") : PageTexts::tr("Failed");
}

QString requestsText(int requests)
{
    return requests == 1 ? PageTexts::tr("1 request") : PageTexts::tr("%1 requests").arg(countText(requests));
}

} // namespace inia::ui
