#include "tests/ui/galleryscenes.h"

#include "tests/ui/dialogscenes.h"
#include "tests/ui/gallerymodels.h"
#include "ui/browse/navigationbar.h"
#include "ui/delegates/calldelegate.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui::gallery {

namespace {

template <typename Layout>
Layout* tight(QWidget* widget, int margin = 0, int spacing = 0)
{
    auto* layout = new Layout(widget);
    layout->setContentsMargins(margin, 0, margin, 0);
    layout->setSpacing(spacing);
    return layout;
}

// Views do not own their models.
template <typename View>
void give(View* view, std::unique_ptr<QStandardItemModel> model)
{
    model->setParent(view);
    view->setModel(model.release());
}

SessionInfo westInfo()
{
    SessionInfo info;
    info.profile = QStringLiteral("sandbox-west");
    info.accountId = QStringLiteral("123456789012");
    info.identity = QStringLiteral("Developer");
    info.region = QStringLiteral("us-west-2");
    info.regionName = QStringLiteral("Oregon");
    info.readOnly = true;
    return info;
}

SessionTabs* westTabs(const Appearance& appearance)
{
    auto* tabs = new SessionTabs(appearance);
    tabs->addTab({QStringLiteral("sandbox-west"), QStringLiteral("us-west-2"), Token::Session1, true, false});
    tabs->addTab(
        {QStringLiteral("sandbox-east"), QStringLiteral("us-east-1"), Token::Session2, false, false});
    return tabs;
}

QWidget* sessionBar(const Appearance& appearance)
{
    auto* bar = new Area(appearance, Token::Window, Qt::BottomEdge);
    auto* line = tight<QHBoxLayout>(bar);
    line->addWidget(westTabs(appearance), 1);
    auto* facts = new SessionFacts(appearance);
    facts->setInfo(westInfo());
    line->addWidget(facts);
    bar->setFixedHeight(appearance.theme().sizes().sessionBar);
    return bar;
}

QWidget* toolbar(const Appearance& appearance)
{
    auto* bar = new Area(appearance, Token::Surface, Qt::BottomEdge);
    bar->setFixedHeight(appearance.theme().sizes().toolbar);
    auto* line = tight<QHBoxLayout>(bar, 8, 6);
    line->addWidget(new ToolButton(appearance, QStringLiteral("back"), QStringLiteral("Back")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("fwd"), QStringLiteral("Forward")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("up"), QStringLiteral("Up")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("reload"), QStringLiteral("Reload")));
    auto* path = new PathBar(appearance);
    auto* copy = new ToolButton(appearance, QStringLiteral("copy"), QStringLiteral("Copy address"));
    copy->setIconPixels(16, 22);
    path->addTrailing(copy);
    path->setPath(QStringLiteral("s3://"), {QStringLiteral("acme-data-lake"), QStringLiteral("logs"),
                                            QStringLiteral("2026"), QStringLiteral("07")});
    line->addWidget(path, 1);
    auto* search = new QLineEdit;
    search->setPlaceholderText(QStringLiteral("Open anything"));
    search->setFixedWidth(210);
    search->addAction(appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    line->addWidget(search);
    line->addWidget(new ToolButton(appearance, QStringLiteral("panel-l-on"), QStringLiteral("Navigation")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("panel-b-on"), QStringLiteral("Inspector")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("panel-r-on"), QStringLiteral("Details")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("menu"), QStringLiteral("Menu")));
    return bar;
}

TreeView* tree(const Appearance& appearance)
{
    auto* view = new TreeView(appearance, TreeView::Look::Navigation, new TreeDelegate(appearance));
    give(view, resourceTree());
    view->setFixedWidth(appearance.theme().sizes().treeWidth);
    const QModelIndex session = view->model()->index(0, 0);
    const QModelIndex s3 = session.model()->index(0, 0, session);
    view->expandRecursively(s3, 1);
    view->expand(session);
    const QModelIndex lake = view->model()->index(0, 0, s3);
    const QModelIndex logs = view->model()->index(0, 0, lake);
    view->expand(view->model()->index(1, 0, logs));
    view->expand(view->model()->index(1, 0, lake));
    view->setCurrentIndex(view->model()->index(2, 0, view->model()->index(1, 0, logs)));
    return view;
}

TableView* table(const Appearance& appearance, std::unique_ptr<QStandardItemModel> model)
{
    auto* view = new TableView(appearance);
    give(view, std::move(model));
    view->header()->setSortIndicatorShown(true);
    view->header()->setSortIndicator(0, Qt::AscendingOrder);
    view->setColumnWidth(1, 100);
    view->setColumnWidth(2, 156);
    view->setColumnWidth(3, 150);
    view->setStretchColumn(0);
    return view;
}

StatusFacts partialFacts()
{
    StatusFacts facts;
    facts.count = QStringLiteral("3,000 loaded, more");
    facts.facts = {QStringLiteral("3 requests"), QStringLiteral("0.6 s")};
    facts.canLoadMore = true;
    facts.canLoadAll = true;
    return facts;
}

QWidget* filterRow(const Appearance& appearance)
{
    auto* row = new Area(appearance, Token::Surface, Qt::BottomEdge);
    row->setFixedHeight(appearance.theme().sizes().filterRow);
    auto* line = tight<QHBoxLayout>(row, 8, 8);
    auto* field = new QLineEdit;
    field->setPlaceholderText(QStringLiteral("Key starts with\u2026"));
    field->addAction(appearance.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    line->addWidget(field, 1);
    line->addWidget(new SegmentedControl(appearance, {QStringLiteral("Prefix \xB7 server"),
                                                      QStringLiteral("Contains \xB7 loaded rows"),
                                                      QStringLiteral("Search below")}));
    line->addWidget(new ToolButton(appearance, QStringLiteral("columns"), QStringLiteral("Columns")));
    line->addWidget(new ToolButton(appearance, QStringLiteral("dots"), QStringLiteral("More")));
    return row;
}

QWidget* centre(const Appearance& appearance)
{
    auto* area = new Area(appearance, Token::Surface);
    auto* column = tight<QVBoxLayout>(area);
    column->addWidget(filterRow(appearance));
    TableView* view = table(appearance, objectTable());
    view->selectRow(11);
    column->addWidget(view, 1);
    auto* status = new StatusLine(appearance);
    status->setFacts(partialFacts());
    status->setSelectionText(QStringLiteral("1 selected, 48.2 MB"));
    column->addWidget(status);
    return area;
}

QWidget* inspector(const Appearance& appearance)
{
    auto* area = new Area(appearance, Token::Surface);
    auto* column = tight<QVBoxLayout>(area);
    auto* head = new Area(appearance, Token::Surface, Qt::BottomEdge);
    auto* line = tight<QHBoxLayout>(head, 12, 8);
    auto* tabs = new TabStrip(appearance);
    tabs->addPage(QStringLiteral("Inspector"));
    tabs->addPage(QStringLiteral("Transfers"));
    tabs->addPage(QStringLiteral("Jobs"));
    tabs->setCount(0, 12);
    tabs->setCount(1, 2);
    line->addWidget(tabs, 0, Qt::AlignBottom);
    line->addStretch(1);
    line->addWidget(new SegmentedControl(
        appearance, {QStringLiteral("All"), QStringLiteral("Yours"), QStringLiteral("Background")}, nullptr,
        SegmentedControl::Size::Dock));
    auto* record = new ToolButton(appearance, QStringLiteral("record"), QStringLiteral("Record"));
    record->setMeaning(QStringLiteral("record"), QStringLiteral("Recording"), Token::DangerDot);
    line->addWidget(record);
    line->addWidget(new ToolButton(appearance, QStringLiteral("clear"), QStringLiteral("Clear")));
    head->setFixedHeight(36);
    column->addWidget(head);
    auto* view = new TreeView(appearance, TreeView::Look::Rows, new CallDelegate(appearance));
    give(view, calls());
    view->showHeader();
    const QList<int> widths{80, 178, 106, 134, 66, 66, 160};
    for (int i = 0; i < widths.size(); ++i)
        view->setColumnWidth(i, widths[i]);
    view->setStretchColumn(6);
    view->expandAll();
    view->setCurrentIndex(view->model()->index(3, 0));
    column->addWidget(view, 1);
    return area;
}

QWidget* valuesView(const Appearance& appearance)
{
    auto* view = new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance));
    give(view, values());
    view->setColumnWidth(0, 170);
    view->setColumnWidth(2, 90);
    view->setStretchColumn(1);
    view->expandAll();
    return view;
}

QWidget* detailsView(const Appearance& appearance)
{
    auto* view = new TreeView(appearance, TreeView::Look::Rows, new KeyValueDelegate(appearance));
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(false);
    view->setIndentation(0);
    give(view, details());
    view->setColumnWidth(0, 104 + 14);
    view->setStretchColumn(1);
    return view;
}

std::unique_ptr<QWidget> browse(const Appearance& appearance)
{
    auto window = std::make_unique<Area>(appearance, Token::Border);
    auto* column = tight<QVBoxLayout>(window.get());
    column->addWidget(sessionBar(appearance));
    column->addWidget(toolbar(appearance));
    auto* rest = tight<QHBoxLayout>(new Area(appearance, Token::Border), 0, 1);
    rest->addWidget(tree(appearance));
    auto* middle = tight<QVBoxLayout>(new Area(appearance, Token::Border), 0, 1);
    auto* upper = tight<QHBoxLayout>(new Area(appearance, Token::Border), 0, 1);
    upper->addWidget(centre(appearance), 1);
    QWidget* side = detailsView(appearance);
    side->setFixedWidth(appearance.theme().sizes().detailsWidth);
    upper->addWidget(side);
    middle->addWidget(upper->parentWidget(), 1);
    auto* lower = tight<QHBoxLayout>(new Area(appearance, Token::Border), 0, 1);
    lower->addWidget(inspector(appearance), 1);
    QWidget* value = valuesView(appearance);
    value->setFixedWidth(appearance.theme().sizes().inspectorDetail);
    lower->addWidget(value);
    lower->parentWidget()->setFixedHeight(290);
    middle->addWidget(lower->parentWidget());
    rest->addWidget(middle->parentWidget(), 1);
    column->addWidget(rest->parentWidget(), 1);
    window->resize(1440, 900);
    return window;
}

QWidget* card(const Appearance& appearance, QWidget* content, const StatusFacts& facts)
{
    auto* area = new Area(appearance, Token::Surface);
    auto* column = tight<QVBoxLayout>(area);
    column->addWidget(content, 1);
    auto* status = new StatusLine(appearance);
    status->setFacts(facts);
    column->addWidget(status);
    area->setFixedSize(460, 400);
    return area;
}

QWidget* loadingCard(const Appearance& appearance)
{
    auto* box = new Area(appearance, Token::Surface);
    auto* column = tight<QVBoxLayout>(box);
    auto* line = new ProgressLine(appearance);
    line->setRunning(true);
    column->addWidget(line);
    TableView* view = table(appearance, emptyTable());
    view->setColumnHidden(3, true);
    view->setLoading(true);
    column->addWidget(view, 1);
    StatusFacts facts;
    facts.mark = StatusFacts::Mark::Busy;
    facts.count = QStringLiteral("Loading\u2026");
    facts.facts = {QStringLiteral("1 request"), QStringLiteral("0.8 s")};
    facts.canCancel = true;
    return card(appearance, box, facts);
}

QWidget* emptyCard(const Appearance& appearance)
{
    auto* view = new StateView(appearance);
    StateContent content;
    content.iconName = QStringLiteral("folder-open");
    content.title = QStringLiteral("No objects in acme-empty");
    content.sentence = QStringLiteral("The bucket answered with a complete, empty list.");
    content.actions = {{QStringLiteral("upload"), QStringLiteral("Upload\u2026"), QStringLiteral("upload")}};
    view->setContent(content);
    StatusFacts facts;
    facts.count = QStringLiteral("0 objects, complete");
    facts.facts = {QStringLiteral("1 request"), QStringLiteral("0.1 s")};
    return card(appearance, view, facts);
}

QWidget* deniedCard(const Appearance& appearance)
{
    auto* view = new StateView(appearance);
    StateContent content;
    content.iconName = QStringLiteral("lock");
    content.danger = true;
    content.title = QStringLiteral("You may not list acme-restricted");
    content.sentence = QStringLiteral(
        "Role Developer has no s3:ListBucket on this bucket. You can still open a key you know.");
    content.facts = {{QStringLiteral("Operation"), QStringLiteral("ListObjectsV2")},
                     {QStringLiteral("Error"), QStringLiteral("403 AccessDenied"), false, true},
                     {QStringLiteral("Request id"), QStringLiteral("7ZK3A1Q9F0M2XW4T"), true, false, true}};
    content.actions = {{QStringLiteral("retry"), QStringLiteral("Retry"), QStringLiteral("reload")},
                       {QStringLiteral("show"), QStringLiteral("Show request"), {}},
                       {QStringLiteral("open"), QStringLiteral("Open key\u2026"), {}}};
    view->setContent(content);
    StatusFacts facts;
    facts.mark = StatusFacts::Mark::Denied;
    facts.count = QStringLiteral("Denied");
    facts.facts = {QStringLiteral("1 request"), QStringLiteral("0.1 s")};
    return card(appearance, view, facts);
}

QWidget* failedCard(const Appearance& appearance)
{
    auto* box = new Area(appearance, Token::Surface);
    auto* column = tight<QVBoxLayout>(box);
    auto model = objectTable();
    model->removeRows(0, 4);
    model->removeRows(8, model->rowCount() - 8);
    TableView* view = table(appearance, std::move(model));
    view->setColumnHidden(3, true);
    view->setFixedHeight(28 + 8 * 26);
    column->addWidget(view);
    auto* strip = new FailureStrip(appearance);
    StateContent content;
    content.title = QStringLiteral("Page 4 failed: connection reset by the server");
    content.sentence = QStringLiteral("3 attempts in 4.1 s. The 3,000 rows above are kept.");
    content.actions = {{QStringLiteral("retry"), QStringLiteral("Retry page 4"), QStringLiteral("reload")},
                       {QStringLiteral("show"), QStringLiteral("Show request"), {}}};
    strip->setContent(content);
    column->addWidget(strip);
    column->addStretch(1);
    StatusFacts facts;
    facts.mark = StatusFacts::Mark::Warning;
    facts.count = QStringLiteral("3,000 loaded, then failed");
    facts.facts = {QStringLiteral("6 requests"), QStringLiteral("4.7 s")};
    return card(appearance, box, facts);
}

std::unique_ptr<QWidget> states(const Appearance& appearance)
{
    auto window = std::make_unique<Area>(appearance, Token::Window);
    auto* grid = new QGridLayout(window.get());
    grid->setSpacing(16);
    grid->addWidget(loadingCard(appearance), 0, 0);
    grid->addWidget(emptyCard(appearance), 0, 1);
    grid->addWidget(deniedCard(appearance), 1, 0);
    grid->addWidget(failedCard(appearance), 1, 1);
    window->resize(970, 850);
    return window;
}

void addButtons(const Appearance& appearance, QGridLayout* grid)
{
    for (int column = 0; column < 2; ++column) {
        auto* run =
            new Button(appearance, Button::Kind::Primary, QStringLiteral("Run"), QStringLiteral("play"));
        auto* load = new Button(appearance, Button::Kind::Default, QStringLiteral("Download"),
                                QStringLiteral("download"));
        auto* remove = new Button(appearance, Button::Kind::Danger, QStringLiteral("Delete 12"),
                                  QStringLiteral("trash"));
        int row = 0;
        for (QAbstractButton* button :
             {static_cast<QAbstractButton*>(run), static_cast<QAbstractButton*>(load),
              static_cast<QAbstractButton*>(remove)}) {
            button->setEnabled(column == 0);
            grid->addWidget(button, row++, column);
        }
    }
}

std::unique_ptr<QWidget> components(const Appearance& appearance)
{
    auto window = std::make_unique<Area>(appearance, Token::Surface);
    auto* grid = new QGridLayout(window.get());
    grid->setSpacing(12);
    addButtons(appearance, grid);
    auto* field = new QLineEdit(QStringLiteral("logs/2026/"));
    field->setClearButtonEnabled(true);
    grid->addWidget(field, 3, 0);
    auto* path = new PathBar(appearance);
    path->setPath(QStringLiteral("s3://"), {QStringLiteral("acme-data-lake")});
    grid->addWidget(path, 3, 1);
    auto* badges = tight<QHBoxLayout>(new QWidget, 0, 8);
    badges->addWidget(new Badge(appearance, QStringLiteral("1 retry"), BadgeKind::Warning));
    badges->addWidget(new Badge(appearance, QStringLiteral("1/2 checks"), BadgeKind::Danger));
    badges->addWidget(new Badge(appearance, QStringLiteral("READ"), BadgeKind::Info));
    badges->addWidget(new Badge(appearance, QStringLiteral("Passed"), BadgeKind::Success));
    badges->addWidget(new Badge(appearance, QStringLiteral("PROD"), BadgeKind::Production));
    badges->addStretch(1);
    grid->addWidget(badges->parentWidget(), 4, 0);
    auto* chips = tight<QHBoxLayout>(new QWidget, 0, 8);
    chips->addWidget(new Chip(appearance, Chip::Kind::Tag, QStringLiteral("team"), QStringLiteral("data")));
    chips->addWidget(new Chip(appearance, Chip::Kind::Filter, {}, QStringLiteral("prefix app-")));
    chips->addWidget(new Chip(appearance, Chip::Kind::Outlined, {}, QStringLiteral("ARN")));
    chips->addWidget(new Spinner(appearance, 20));
    chips->addStretch(1);
    grid->addWidget(chips->parentWidget(), 4, 1);
    auto* production = new ProductionFrame(appearance);
    auto* bar = new Area(appearance, Token::DangerBg);
    auto* line = tight<QHBoxLayout>(bar);
    auto* tabs = new SessionTabs(appearance);
    tabs->addTab({QStringLiteral("sandbox-west"), QStringLiteral("us-west-2"), Token::Session1, true, false});
    tabs->addTab({QStringLiteral("acme-prod"), QStringLiteral("eu-central-1"), Token::Session3, true, true});
    tabs->setCurrentIndex(1);
    line->addWidget(tabs, 1);
    auto* facts = new SessionFacts(appearance);
    SessionInfo info = westInfo();
    info.profile = QStringLiteral("acme-prod");
    info.color = Token::Session3;
    info.production = true;
    facts->setInfo(info);
    line->addWidget(facts);
    production->setContent(bar);
    production->setProduction(true);
    grid->addWidget(production, 5, 0, 1, 2);
    grid->setRowStretch(6, 1);
    window->resize(1200, 330);
    return window;
}

} // namespace

QList<Scene> scenes()
{
    return {{"browse", browse},         {"states", states},         {"components", components},
            {"confirm", confirmations}, {"actionform", actionForm}, {"results", results}};
}

} // namespace inia::ui::gallery
