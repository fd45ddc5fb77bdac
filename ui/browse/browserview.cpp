#include "ui/browse/browserview.h"

#include "ui/browse/filterrow.h"
#include "ui/browse/objectwords.h"
#include "ui/delegates/format.h"
#include "ui/delegates/headerview.h"
#include "ui/models/displaytext.h"
#include "ui/models/roles.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/tableview.h"

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

constexpr int sizeWidth = 104;
constexpr int dateWidth = 160;
constexpr int classWidth = 150;

// Names that widths are kept under.
constexpr const char* objectsType = "s3.objects";
constexpr std::array<const char*, ObjectTableModel::ColumnCount> columnNames{"name", "size", "modified",
                                                                             "class"};

} // namespace

BrowserView::BrowserView(const Appearance& appearance, ObjectTableModel& model, QString profile,
                         QWidget* parent)
    : ListingPage(appearance, model, tr("Objects"), parent), m_model(model), m_profile(std::move(profile))
{
    buildTable();
    buildFilter();
    refresh();
}

void BrowserView::buildTable()
{
    const Theme& theme = appearance().theme();
    HeaderView* header = table()->header();
    header->resizeSection(ObjectTableModel::SizeColumn, theme.px(sizeWidth));
    header->resizeSection(ObjectTableModel::ModifiedColumn, theme.px(dateWidth));
    header->resizeSection(ObjectTableModel::StorageClassColumn, theme.px(classWidth));
    table()->setStretchColumn(ObjectTableModel::NameColumn);
    connect(header, &HeaderView::sectionSized, this, [this](int section, int size) {
        // The name has what the others leave.
        if (m_choices && section != ObjectTableModel::NameColumn)
            m_choices->setWidth(objectsType, columnNames[static_cast<std::size_t>(section)], size);
        table()->setStretchColumn(ObjectTableModel::NameColumn);
    });
}

void BrowserView::setColumnChoices(std::shared_ptr<ColumnChoices> choices)
{
    m_choices = std::move(choices);
    for (int section = 0; section < ObjectTableModel::ColumnCount; ++section) {
        if (const int width = m_choices->width(objectsType, columnNames[static_cast<std::size_t>(section)]))
            table()->header()->resizeSection(section, width);
    }
    table()->setStretchColumn(ObjectTableModel::NameColumn);
}

void BrowserView::buildFilter()
{
    filter().setServerWords(ServerFilterWords{tr("Prefix \u00B7 server"),
                                              tr("The server sends only keys that start with the text"),
                                              tr("Key starts with\u2026")});
    filter().setContainsPlaceholder(tr("Name contains\u2026"));
    connect(&filter(), &FilterRow::serverFilterRequested, this, &BrowserView::serverFilterRequested);
    connect(&filter(), &FilterRow::chipRemoved, this, &BrowserView::clearServerFilter);
}

void BrowserView::enter(const S3Location& place, const std::string& select)
{
    m_place = place;
    m_pendingKey = select;
    filter().clearField();
    const QString startsWith = toOneLine(place.prefix.substr(place.folder().size()));
    filter().setChips(startsWith.isEmpty() ? QList<FilterChip>()
                                           : QList<FilterChip>{{tr("starts with"), startsWith}});
    resetSorting();
    selectPending();
    refreshSelection();
    refresh();
}

void BrowserView::addTool(QWidget* tool)
{
    filter().addTool(tool);
}

ListingWords BrowserView::words() const
{
    return objectWords(m_place, m_profile);
}

QString BrowserView::selectionText(qint64 count) const
{
    qint64 bytes = 0;
    for (const int row : selectedRows())
        bytes += qMax<qint64>(0, m_model.sizeAt(row));
    return tr("%1 selected, %2").arg(countText(count), sizeText(bytes));
}

void BrowserView::select(const std::string& key)
{
    m_pendingKey = key;
    selectPending();
}

int BrowserView::takePendingRow()
{
    const int row = m_pendingKey.empty() ? -1 : m_model.rowOf(m_pendingKey);
    if (row >= 0)
        m_pendingKey.clear();
    return row;
}

std::optional<BrowserView::SelectedRow> BrowserView::onlySelected() const
{
    const auto ranges = table()->selectionModel()->selection();
    if (ranges.size() != 1 || ranges.first().height() != 1)
        return std::nullopt;
    const int row = ranges.first().top();
    return SelectedRow{m_model.keyAt(row), m_model.isPrefix(row),
                       m_model.index(row, ObjectTableModel::NameColumn).data(IconNameRole).toString()};
}

std::vector<std::string> BrowserView::selectedKeys() const
{
    std::vector<std::string> keys;
    for (const int row : selectedRows()) {
        if (!m_model.isPrefix(row))
            keys.push_back(m_model.keyAt(row));
    }
    return keys;
}

bool BrowserView::hasFolderSelected() const
{
    const auto rows = selectedRows();
    return std::any_of(rows.begin(), rows.end(), [this](int row) { return m_model.isPrefix(row); });
}

void BrowserView::activate(const QModelIndex& index)
{
    if (index.isValid() && m_model.isPrefix(index.row()))
        emit prefixOpened(m_model.keyAt(index.row()));
}

void BrowserView::act(const QString& id)
{
    if (id == stateaction::upload) {
        emit uploadRequested();
        return;
    }
    if (id != stateaction::askServer) {
        ListingPage::act(id);
        return;
    }
    const QString text = filter().text();
    filter().setMode(FilterRow::Mode::Server);
    emit serverFilterRequested(text);
}

void BrowserView::clearServerFilter()
{
    if (m_place.folder() != m_place.prefix)
        emit serverFilterRequested({});
}

QString BrowserView::copyText() const
{
    QStringList uris;
    for (const int row : selectedRows())
        uris.append(toQString(S3Location{m_place.bucket, m_model.keyAt(row)}.uri()));
    return uris.join(u'\n');
}

} // namespace inia::ui
