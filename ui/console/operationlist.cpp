#include "ui/console/operationlist.h"

#include "core/policy/effect.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/roles.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

enum Group : std::size_t { Reading, Writing, Destroying, GroupCount };

Group groupOf(Effect effect)
{
    if (effect == Effect::Destroy)
        return Destroying;
    return changesSomething(effect) ? Writing : Reading;
}

const char* iconOf(Effect effect)
{
    switch (effect) {
    case Effect::Read:
        return "eye";
    case Effect::Reveal:
        return "key";
    case Effect::Destroy:
        return "trash";
    case Effect::Consume:
    case Effect::Write:
        break;
    }
    return "edit";
}

QStandardItem* makeItem(const QString& text)
{
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    return item;
}

} // namespace

OperationList::OperationList(const Appearance& appearance, std::shared_ptr<const Catalog> catalog,
                             QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_catalog(std::move(catalog)),
      m_services(m_catalog->services()),
      m_service(new ChoiceBox(appearance, ChoiceBox::Typing::Yes, this)),
      m_field(new QLineEdit(this)),
      m_tree(new TreeView(appearance, TreeView::Look::Navigation, new TreeDelegate(appearance), this)),
      m_count(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    build();
}

OperationList::~OperationList()
{
    m_tree->setModel(nullptr);
    m_filter.setSourceModel(nullptr);
}

void OperationList::build()
{
    const Theme& theme = m_appearance.theme();
    QStringList names;
    for (const auto& name : m_services) {
        const auto id = m_catalog->summary(name)["serviceId"].text();
        const QString shown = toQString(id.empty() ? std::string_view(name) : id);
        names.append(shown.compare(toQString(name), Qt::CaseInsensitive) == 0
                         ? shown
                         : QStringLiteral("%1 · %2").arg(shown, toQString(name)));
    }
    m_service->setChoices(names);
    m_service->setAccessibleName(tr("Service"));
    m_field->setPlaceholderText(tr("Find an operation"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setClearButtonEnabled(true);
    m_field->addAction(m_appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    setFocusProxy(m_field);
    m_filter.setRecursiveFilteringEnabled(true);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter.setSourceModel(&m_operations);
    m_tree->setModel(&m_filter);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setAccessibleName(tr("Operations"));
    m_count->setFixedHeight(theme.sizes().rowCompact);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme.sizes().panelPadding, 0, theme.px(8), 0);
    foot->addWidget(m_count);
    auto* fields = new QVBoxLayout;
    const int margin = theme.px(8);
    fields->setContentsMargins(margin, margin, margin, 0);
    fields->setSpacing(theme.px(6));
    fields->addWidget(m_service);
    fields->addWidget(m_field);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 1, 0);
    all->setSpacing(theme.px(6));
    all->addLayout(fields);
    all->addWidget(m_tree, 1);
    all->addLayout(foot);
    connect(m_service, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(m_services.size()))
            emit serviceChosen(m_services[static_cast<std::size_t>(index)]);
    });
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setFilterFixedString(text);
        m_tree->expandAll();
        count();
    });
    const auto choose = [this](const QModelIndex& index) {
        if (index.parent().isValid())
            emit operationChosen(index.data().toString().toStdString());
    };
    connect(m_tree, &QAbstractItemView::clicked, this, choose);
    connect(m_tree, &QAbstractItemView::activated, this, choose);
}

void OperationList::setService(const std::string& service, std::shared_ptr<const ServiceModel> model)
{
    const auto found = std::find(m_services.begin(), m_services.end(), service);
    m_service->setCurrentIndex(found == m_services.end() ? -1 : static_cast<int>(found - m_services.begin()));
    if (m_model == model)
        return;
    m_model = std::move(model);
    m_field->clear();
    fill();
}

void OperationList::fill()
{
    m_operations.clear();
    m_total = 0;
    const std::array<QString, GroupCount> titles{tr("Read"), tr("Write"), tr("Destructive")};
    std::array<QStandardItem*, GroupCount> groups{};
    for (std::size_t i = 0; i < GroupCount; ++i) {
        groups[i] = makeItem(titles[i]);
        groups[i]->setData(QVariant::fromValue(NodeKind::Section), NodeKindRole);
        groups[i]->setData(true, LeafRole);
        groups[i]->setSelectable(false);
    }
    auto names = m_model ? m_model->callableOperations() : std::vector<std::string_view>();
    std::sort(names.begin(), names.end());
    for (const auto name : names) {
        const auto verdict = effectOf(m_model->operation(name));
        auto* item = makeItem(toQString(name));
        item->setData(QString::fromLatin1(iconOf(verdict.effect)), IconNameRole);
        item->setData(true, LeafRole);
        item->setToolTip(toQString(verdict.reason));
        groups[groupOf(verdict.effect)]->appendRow(item);
        ++m_total;
    }
    for (auto* group : groups) {
        if (group->rowCount() > 0)
            m_operations.appendRow(group);
        else
            delete group;
    }
    m_tree->expandAll();
    count();
}

void OperationList::count()
{
    int shown = 0;
    for (int row = 0; row < m_filter.rowCount(); ++row)
        shown += m_filter.rowCount(m_filter.index(row, 0));
    m_count->setText(shown == m_total
                         ? tr("%1 operations").arg(groupedNumber(m_total))
                         : tr("%1 of %2 operations").arg(groupedNumber(shown), groupedNumber(m_total)));
}

void OperationList::select(const std::string& operation)
{
    const auto found = m_operations.match(m_operations.index(0, 0), Qt::DisplayRole, toQString(operation), 1,
                                          Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchWrap);
    const QModelIndex index = found.isEmpty() ? QModelIndex() : m_filter.mapFromSource(found.front());
    m_tree->setCurrentIndex(index);
    if (index.isValid())
        m_tree->scrollTo(index);
}

void OperationList::focusField()
{
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->selectAll();
}

// The operation called just that, else the first one that has the text in its name.
QModelIndex OperationList::bestMatch() const
{
    const QModelIndex group = m_filter.index(0, 0);
    const QModelIndex first = m_filter.index(0, 0, group);
    const auto same = first.isValid() ? m_filter.match(first, Qt::DisplayRole, m_field->text(), 1,
                                                       Qt::MatchFixedString | Qt::MatchRecursive)
                                      : QModelIndexList();
    return same.isEmpty() ? first : same.front();
}

// Down leads from the field into the list, Return takes the best match.
bool OperationList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex first = bestMatch();
        if (key == Qt::Key_Down && first.isValid()) {
            m_tree->setFocus(Qt::OtherFocusReason);
            m_tree->setCurrentIndex(first);
            return true;
        }
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && first.isValid()) {
            emit operationChosen(first.data().toString().toStdString());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void OperationList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = m_appearance.theme();
    painter.fillRect(rect(), theme.color(Token::Window));
    drawHairline(painter, QRect(width() - 1, 0, 1, height()), theme.color(Token::Border));
}

} // namespace inia::ui
