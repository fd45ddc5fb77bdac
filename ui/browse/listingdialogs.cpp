#include "ui/browse/listingdialogs.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcetablemodel.h"
#include "ui/models/valuepresentation.h"
#include "ui/models/valuetreemodel.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr int columnsWidth = 820;
constexpr int columnsHeight = 560;
constexpr int listWidth = 300;

QWidget* labelled(const Appearance& appearance, const QString& text, QWidget* widget)
{
    auto* part = new QWidget;
    auto* label = new TextLabel(appearance, FontRole::Secondary, Token::Text2, text, part);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(4));
    column->addWidget(label);
    column->addWidget(widget, 1);
    return part;
}

} // namespace

ColumnsDialog::ColumnsDialog(const Appearance& appearance, Table table, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_table(std::move(table)),
      m_value(new ValueTreeModel(this)),
      m_list(new QListWidget(this)),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance), this)),
      m_expression(new QLineEdit(this)),
      m_title(new QLineEdit(this)),
      m_add(new Button(appearance, Button::Kind::Default, tr("Add column"), QStringLiteral("plus"), this)),
      m_verdict(new TextLabel(appearance, FontRole::Secondary, Token::Text2, {}, this)),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    setWindowTitle(tr("Columns"));
    resize(theme.px(columnsWidth), theme.px(columnsHeight));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(theme.px(12));
    middle->addWidget(makeList());
    middle->addWidget(makePicker(), 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(10));
    all->addLayout(middle, 1);
    all->addWidget(makeEditor());
    all->addWidget(makeButtons());
    fill(m_table.shown, m_table.others);
    judge();
}

QWidget* ColumnsDialog::makeList()
{
    m_list->setAccessibleName(tr("Columns"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->installEventFilter(this);
    QWidget* part = labelled(m_appearance, tr("Order: drag, or Alt+Up and Alt+Down"), m_list);
    part->setFixedWidth(m_appearance.theme().px(listWidth));
    return part;
}

QWidget* ColumnsDialog::makePicker()
{
    m_value->setValue(m_table.row.data);
    m_tree->setModel(m_value);
    m_tree->setAccessibleName(tr("Members of a row"));
    m_tree->setStretchColumn(ValueTreeModel::ValueColumn);
    m_tree->setColumnWidth(ValueTreeModel::KeyColumn, m_appearance.theme().px(200));
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (const QString path = m_value->path(index); !path.isEmpty())
                    m_expression->setText(path);
            });
    connect(m_tree, &QAbstractItemView::activated, this, &ColumnsDialog::addTyped);
    connect(m_tree, &TreeView::loadMoreRequested, this,
            [this](const QModelIndex& index) { m_value->activate(index); });
    return labelled(m_appearance, tr("A row: pick a member, Enter adds it"), m_tree);
}

QWidget* ColumnsDialog::makeEditor()
{
    const Theme& theme = m_appearance.theme();
    m_expression->setPlaceholderText(tr("JMESPath over a row, such as Tags[?Key=='Env'].Value | [0]"));
    m_expression->setAccessibleName(tr("Expression of the column"));
    m_expression->setFont(theme.font(FontRole::Mono));
    m_title->setPlaceholderText(tr("Title"));
    m_title->setAccessibleName(tr("Title of the column"));
    m_title->setFixedWidth(theme.px(180));
    m_add->setAutoDefault(false);
    m_expression->installEventFilter(this);
    m_title->installEventFilter(this);
    connect(m_expression, &QLineEdit::textChanged, this, &ColumnsDialog::judge);
    connect(m_add, &QAbstractButton::clicked, this, &ColumnsDialog::addTyped);
    auto* part = new QWidget(this);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.px(8));
    line->addWidget(m_expression, 1);
    line->addWidget(m_title);
    line->addWidget(m_add);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    column->addLayout(line);
    column->addWidget(m_verdict);
    column->addWidget(m_problem);
    return part;
}

QWidget* ColumnsDialog::makeButtons()
{
    const auto make = [this](Button::Kind kind, const QString& text) {
        auto* button = new Button(m_appearance, kind, text, {}, this);
        button->setAutoDefault(false);
        return button;
    };
    auto* usual = make(Button::Kind::Default, tr("Reset"));
    auto* copy = make(Button::Kind::Default, tr("Copy as JSON"));
    auto* paste = make(Button::Kind::Default, tr("Paste JSON"));
    auto* cancel = make(Button::Kind::Default, tr("Cancel"));
    auto* apply = make(Button::Kind::Primary, tr("Show these columns"));
    connect(usual, &QAbstractButton::clicked, this, [this] {
        ResourceColumns others = m_table.others;
        others.insert(others.end(), m_table.shown.begin(), m_table.shown.end());
        fill(m_table.usual, others);
    });
    connect(copy, &QAbstractButton::clicked, this, [this] {
        emit copyRequested(QString::fromUtf8(ColumnChoices::shared(m_table.type, columns())));
    });
    connect(paste, &QAbstractButton::clicked, this,
            [this] { this->paste(QGuiApplication::clipboard()->text().toUtf8()); });
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(apply, &QAbstractButton::clicked, this, [this] {
        if (columns().empty()) {
            tell(tr("One column has to stay"), true);
            return;
        }
        emit chosen(columns());
        accept();
    });
    auto* part = new QWidget(this);
    auto* line = new QHBoxLayout(part);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_appearance.theme().px(8));
    for (QWidget* button : {usual, copy, paste})
        line->addWidget(button);
    line->addStretch(1);
    line->addWidget(cancel);
    line->addWidget(apply);
    return part;
}

void ColumnsDialog::fill(const ResourceColumns& shown, const ResourceColumns& others)
{
    m_list->clear();
    m_known.clear();
    for (const auto& column : shown)
        addItem(column, true);
    for (const auto& column : others) {
        if (std::find(m_known.begin(), m_known.end(), column) == m_known.end())
            addItem(column, false);
    }
    m_list->setCurrentRow(0);
}

void ColumnsDialog::addItem(const ResourceColumn& column, bool isShown)
{
    const QString label = toOneLine(column.label);
    const QString key = toOneLine(column.key);
    auto* item = new QListWidgetItem(label);
    item->setData(Qt::UserRole, static_cast<int>(m_known.size()));
    item->setToolTip(key);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable |
                   Qt::ItemIsDragEnabled);
    item->setCheckState(isShown ? Qt::Checked : Qt::Unchecked);
    item->setSizeHint(QSize(0, m_appearance.theme().sizes().rowCompact));
    m_known.push_back(column);
    m_list->addItem(item);
}

ResourceColumns ColumnsDialog::columns() const
{
    ResourceColumns columns;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        if (item->checkState() == Qt::Checked)
            columns.push_back(m_known[static_cast<std::size_t>(item->data(Qt::UserRole).toInt())]);
    }
    return columns;
}

void ColumnsDialog::startTyping()
{
    m_expression->setFocus(Qt::OtherFocusReason);
}

Result<Value> ColumnsDialog::sample(const std::string& path) const
{
    const auto expression = Expression::parse(path);
    return expression ? expression->search(m_table.row.data) : Result<Value>(expression.error());
}

QString ColumnsDialog::verdict() const
{
    return m_problem->isHidden() ? m_verdict->text() : m_problem->text();
}

void ColumnsDialog::tell(const QString& text, bool isProblem)
{
    m_problem->setVisible(isProblem);
    m_verdict->setVisible(!isProblem);
    (isProblem ? m_problem : m_verdict)->setText(text);
}

// While one types: what is wrong with it, else what it finds in the row.
void ColumnsDialog::judge()
{
    const std::string path = m_expression->text().trimmed().toStdString();
    if (path.empty()) {
        m_add->setEnabled(false);
        tell(tr("What an expression finds in the row stands here."), false);
        return;
    }
    const auto found = sample(path);
    m_add->setEnabled(found.ok());
    if (!found)
        tell(toOneLine(found.error().message), true);
    else
        tell(found->isNull() ? tr("It finds nothing in this row.")
                             : tr("In this row: %1").arg(valueLine(*found)),
             false);
}

void ColumnsDialog::addTyped()
{
    const std::string path = m_expression->text().trimmed().toStdString();
    const auto found = sample(path);
    const auto column = found ? typedColumn(path, m_title->text().trimmed().toStdString(), *found)
                              : Result<ResourceColumn>(found.error());
    if (path.empty() || !column)
        return; // the line below says why
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        if (m_known[static_cast<std::size_t>(item->data(Qt::UserRole).toInt())] == *column) {
            item->setCheckState(Qt::Checked);
            m_list->setCurrentItem(item);
            return;
        }
    }
    // Behind the last one that is shown.
    int last = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            last = row;
    }
    addItem(*column, true);
    QListWidgetItem* item = m_list->takeItem(m_list->count() - 1);
    m_list->insertItem(last + 1, item);
    m_list->setCurrentItem(item);
    m_title->clear();
}

void ColumnsDialog::move(int by)
{
    const int from = m_list->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_list->count())
        return;
    QListWidgetItem* item = m_list->takeItem(from);
    m_list->insertItem(to, item);
    m_list->setCurrentItem(item);
}

void ColumnsDialog::paste(const QByteArray& text)
{
    const auto pasted = ColumnChoices::fromShared(m_table.type, text);
    if (!pasted) {
        tell(toOneLine(pasted.error().message), true);
        return;
    }
    ResourceColumns others = m_table.shown;
    others.insert(others.end(), m_table.others.begin(), m_table.others.end());
    fill(*pasted, others);
}

bool ColumnsDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_list && key->modifiers() == Qt::AltModifier &&
        (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        move(key->key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (watched != m_list && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        addTyped();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

namespace {

class ColumnMenuTexts {
    Q_DECLARE_TR_FUNCTIONS(ColumnMenu)
};

void addColumn(QMenu& menu, ResourceTableModel& model, const ResourceColumn& column, bool shown)
{
    // "&" would be taken for the mark of a mnemonic.
    QString text = toOneLine(column.label).replace(QLatin1Char('&'), QLatin1String("&&"));
    if (column.source == ResourceColumn::Source::Member && column.key.find('.') != std::string::npos)
        text += QStringLiteral("\t%1").arg(toOneLine(column.key));
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(shown);
    QObject::connect(action, &QAction::toggled, &model,
                     [&model, column](bool checked) { model.setColumnShown(column, checked); });
}

void addOthers(QMenu& menu, ResourceTableModel& model, const QString& title, bool tags)
{
    ResourceColumns columns = model.otherColumns();
    std::erase_if(columns, [tags](const ResourceColumn& column) {
        return (column.source == ResourceColumn::Source::Tag) != tags;
    });
    if (columns.empty())
        return;
    std::sort(columns.begin(), columns.end(),
              [](const ResourceColumn& a, const ResourceColumn& b) { return a.label < b.label; });
    QMenu* others = menu.addMenu(title);
    for (const auto& column : columns)
        addColumn(*others, model, column, false);
}

} // namespace

void fillColumnMenu(QMenu& menu, ResourceTableModel& model)
{
    const ResourceColumns shown = model.columns();
    for (const auto& column : shown)
        addColumn(menu, model, column, true);
    menu.addSeparator();
    addOthers(menu, model, ColumnMenuTexts::tr("Members"), false);
    addOthers(menu, model, ColumnMenuTexts::tr("Tags"), true);
    menu.addSeparator();
    QObject::connect(menu.addAction(ColumnMenuTexts::tr("Reset columns")), &QAction::triggered, &model,
                     &ResourceTableModel::resetColumns);
}

namespace {

constexpr int regionsWidth = 520;
constexpr int regionsHeight = 600;

} // namespace

RegionsDialog::RegionsDialog(const Appearance& appearance, Choice choice, QWidget* parent)
    : QDialog(parent),
      m_choice(std::move(choice)),
      m_list(new QListWidget(this)),
      m_verdict(new TextLabel(appearance, FontRole::Secondary, Token::Text2, {}, this)),
      m_apply(new Button(appearance, Button::Kind::Primary, tr("List"), QStringLiteral("globe"), this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    setWindowTitle(tr("List %1 in several regions").arg(m_choice.what));
    resize(theme.px(regionsWidth), theme.px(regionsHeight));
    m_list->setAccessibleName(tr("Regions"));
    m_list->setFrameShape(QFrame::NoFrame);
    for (const auto& region : m_choice.regions) {
        const QString place = toOneLine(region.description);
        const bool isSession = !RegionName(region.name).profile.empty();
        auto* item = new QListWidgetItem(
            region.isKnown || isSession
                ? QStringLiteral("%1  \u00B7  %2").arg(toOneLine(region.name), place)
                : tr("%1  \u00B7  %2, not known to have it").arg(toOneLine(region.name), place),
            m_list);
        item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    const auto button = [&](const QString& text) {
        auto* made = new Button(appearance, Button::Kind::Default, text, {}, this);
        made->setAutoDefault(false);
        return made;
    };
    auto* all = button(tr("All"));
    auto* none = button(tr("None"));
    auto* enabled = button(tr("Those the account has enabled"));
    enabled->setToolTip(tr("Asks EC2 for its regions: 1 request"));
    enabled->setEnabled(m_choice.ec2.has_value());
    auto* cancel = button(tr("Cancel"));
    auto* choices = new QHBoxLayout;
    choices->setSpacing(theme.px(8));
    for (QWidget* each : {all, none, enabled})
        choices->addWidget(each);
    choices->addStretch(1);
    auto* end = new QHBoxLayout;
    end->setSpacing(theme.px(8));
    end->addWidget(m_verdict, 1);
    end->addWidget(cancel);
    end->addWidget(m_apply);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(theme.px(10));
    column->addLayout(choices);
    column->addWidget(m_list, 1);
    column->addLayout(end);
    m_apply->setDefault(true);
    connect(all, &QAbstractButton::clicked, this, &RegionsDialog::checkKnown);
    connect(none, &QAbstractButton::clicked, this, [this] { check({}); });
    connect(enabled, &QAbstractButton::clicked, this, &RegionsDialog::askEnabled);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemChanged, this, &RegionsDialog::judge);
    connect(m_apply, &QAbstractButton::clicked, this, [this] {
        emit chosen(regions());
        accept();
    });
    if (m_choice.chosen.empty())
        checkKnown();
    else
        check(m_choice.chosen);
    m_list->setCurrentRow(0);
    m_list->setFocus();
}

RegionsDialog::~RegionsDialog() = default;

void RegionsDialog::check(const std::vector<std::string>& names)
{
    for (std::size_t i = 0; i < m_choice.regions.size(); ++i) {
        const bool isWanted = std::find(names.begin(), names.end(), m_choice.regions[i].name) != names.end();
        m_list->item(static_cast<int>(i))->setCheckState(isWanted ? Qt::Checked : Qt::Unchecked);
    }
    judge();
}

void RegionsDialog::checkKnown()
{
    std::vector<std::string> names;
    for (const auto& region : m_choice.regions) {
        if (region.isKnown)
            names.push_back(region.name);
    }
    check(names);
}

std::vector<std::string> RegionsDialog::checkedNames() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_choice.regions.size(); ++i) {
        if (m_list->item(static_cast<int>(i))->checkState() == Qt::Checked)
            names.push_back(m_choice.regions[i].name);
    }
    return names;
}

std::vector<std::string> RegionsDialog::regions() const
{
    bool isAll = true;
    for (std::size_t i = 0; i < m_choice.regions.size(); ++i) {
        const bool isChecked = m_list->item(static_cast<int>(i))->checkState() == Qt::Checked;
        isAll = isAll && isChecked == m_choice.regions[i].isKnown;
    }
    return isAll ? std::vector<std::string>{std::string(ResourceLocation::allRegions)} : checkedNames();
}

// One region alone is the ordinary list.
void RegionsDialog::judge()
{
    const auto count = checkedNames().size();
    m_apply->setEnabled(count > 1);
    m_verdict->setText(count > 1 ? tr("%1 regions, at least 1 request each").arg(count)
                                 : tr("Check two regions or more"));
}

QString RegionsDialog::verdict() const
{
    return m_verdict->text();
}

void RegionsDialog::askEnabled()
{
    if (!m_choice.ec2 || (m_reply && !m_reply->isFinished()))
        return;
    CallOptions options;
    options.cause = "Regions of the account";
    m_verdict->setText(tr("Asking EC2…"));
    m_reply = m_choice.ec2->call("DescribeRegions", Value::emptyMap(), std::move(options));
    connect(m_reply.get(), &Task::finished, this, &RegionsDialog::takeEnabled);
}

void RegionsDialog::takeEnabled()
{
    const auto& result = m_reply->result();
    if (!result) {
        m_verdict->setText(tr("EC2 did not tell: %1").arg(toOneLine(result.error().message)));
        return;
    }
    std::vector<std::string> enabled;
    for (const auto& region : (*result)["Regions"].items())
        enabled.emplace_back(region["RegionName"].text());
    std::vector<std::string> names;
    for (const auto& region : m_choice.regions) {
        if (region.isKnown && std::find(enabled.begin(), enabled.end(), region.name) != enabled.end())
            names.push_back(region.name);
    }
    check(names);
}

} // namespace inia::ui
