#include "ui/items/queryoptions.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>

namespace inia::ui {

using dynamodb::ItemQuery;

namespace {

/// A page nobody filters is for looking at; one that is filtered should find something.
constexpr std::int64_t smallPage = 100;
constexpr std::int64_t largePage = 1000;

std::optional<std::int64_t> itemsOf(QueryOptions::PageSize size, bool isFiltered)
{
    switch (size) {
    case QueryOptions::PageSize::Automatic:
        return isFiltered ? largePage : smallPage;
    case QueryOptions::PageSize::Hundred:
        return smallPage;
    case QueryOptions::PageSize::Thousand:
        return largePage;
    case QueryOptions::PageSize::Megabyte:
        break;
    }
    return std::nullopt;
}

} // namespace

QueryOptions::QueryOptions(QObject* parent) : QObject(parent) {}

void QueryOptions::reset()
{
    m_pageSize = PageSize::Automatic;
    m_consistent = false;
    m_descending = false;
}

void QueryOptions::setGlobalIndex(bool isGlobal)
{
    m_isGlobal = isGlobal;
    if (isGlobal)
        m_consistent = false;
}

void QueryOptions::readFrom(const ItemQuery& query)
{
    m_consistent = query.consistentRead;
    m_descending = query.descending;
}

void QueryOptions::writeTo(ItemQuery& query) const
{
    query.pageSize = itemsOf(m_pageSize, !query.filters.empty());
    query.consistentRead = m_consistent;
    query.descending = query.mode == ItemQuery::Mode::Query && m_descending;
}

void QueryOptions::fillMenu(QMenu& menu, bool isQuery)
{
    addFlag(menu,
            m_isGlobal ? tr("Consistent read: not of a global index") : tr("Consistent read, twice the cost"),
            &QueryOptions::m_consistent, !m_isGlobal);
    addFlag(menu, tr("Descending order"), &QueryOptions::m_descending, isQuery);
    menu.addSeparator();
    addPageSizes(menu);
}

void QueryOptions::addFlag(QMenu& menu, const QString& text, bool QueryOptions::*flag, bool isPossible)
{
    auto* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(this->*flag);
    action->setEnabled(isPossible);
    connect(action, &QAction::toggled, this, [this, flag](bool on) { this->*flag = on; });
}

void QueryOptions::addPageSizes(QMenu& menu)
{
    auto* sizes = new QActionGroup(&menu);
    const QStringList texts{tr("Pages as fits"), tr("Pages of 100 items"), tr("Pages of 1,000 items"),
                            tr("Pages of 1 MB")};
    for (int i = 0; i < texts.size(); ++i) {
        auto* action = menu.addAction(texts.at(i));
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(m_pageSize));
        sizes->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { m_pageSize = static_cast<PageSize>(i); });
    }
}

} // namespace inia::ui
