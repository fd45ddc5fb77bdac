#include "ui/compare/compareview.h"

#include "ui/delegates/tabledelegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

// ---- the wish ---------------------------------------------------------------------------------------------

std::string CompareView::Wish::text() const
{
    QJsonObject object{{QStringLiteral("with"), other}};
    if (isIntoOther)
        object.insert(QStringLiteral("into"), true);
    if (way != CompareWay::LastSeen)
        object.insert(QStringLiteral("way"), static_cast<int>(way));
    if (!filter.isEmpty())
        object.insert(QStringLiteral("without"), filter);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

CompareView::Wish CompareView::Wish::fromText(const std::string& text)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const int way = object.value(QStringLiteral("way")).toInt();
    return {object.value(QStringLiteral("with")).toString(), object.value(QStringLiteral("into")).toBool(),
            way >= 0 && way <= int(CompareWay::Content) ? static_cast<CompareWay>(way) : CompareWay::LastSeen,
            object.value(QStringLiteral("without")).toString()};
}

// ---- the bar ----------------------------------------------------------------------------------------------

// With what is compared, how, and what is done then.
class CompareBar final : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(CompareBar)

public:
    explicit CompareBar(const Appearance& appearance)
        : m_appearance(appearance),
          direction(
              new SegmentedControl(appearance, {tr("From there to here"), tr("From here to there")}, this)),
          other(new QLineEdit(this)),
          choose(new Button(appearance, Button::Kind::Default, tr("Choose folder\u2026"),
                            QStringLiteral("folder"), this)),
          way(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
          filter(new QLineEdit(this)),
          shown(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
          deletes(new QCheckBox(tr("Delete what is in the target only"), this)),
          compare(
              new Button(appearance, Button::Kind::Default, tr("Compare"), QStringLiteral("reload"), this)),
          stop(new Button(appearance, Button::Kind::Default, tr("Stop"), QStringLiteral("stop"), this)),
          run(new Button(appearance, Button::Kind::Primary, tr("Run\u2026"), QStringLiteral("play"), this))
    {
        const Theme& theme = appearance.theme();
        other->setPlaceholderText(tr("A folder of this computer, or s3://bucket/folder/"));
        other->setAccessibleName(tr("The other place"));
        filter->setPlaceholderText(tr("Leave out: *.tmp build/"));
        filter->setToolTip(tr("As in .gitignore, with blanks between them: *.tmp build/ !keep.tmp"));
        filter->setAccessibleName(tr("Leave out"));
        way->setChoices({tr("As seen last time"), tr("Size and time"), tr("Size"), tr("Content")});
        way->setToolTip(
            tr("By what two things are taken for the same. Contents are read only where asked for."));
        way->setAccessibleName(tr("Way to compare"));
        way->fitWidth();
        shown->setChoices({tr("What differs"), tr("To be copied"), tr("Only in the target"),
                           tr("Left as they are"), tr("All")});
        shown->setCurrentIndex(0);
        shown->setAccessibleName(tr("Shown pairs"));
        shown->fitWidth();
        stop->hide();
        auto* lines = new QVBoxLayout(this);
        const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
        lines->setContentsMargins(theme.px(8), above, theme.px(12), above);
        lines->setSpacing(above);
        const auto addLine = [&](const QList<QWidget*>& widgets, QWidget* wide) {
            auto* line = new QHBoxLayout;
            line->setSpacing(theme.sizes().buttonGap);
            for (QWidget* widget : widgets)
                line->addWidget(widget, widget == wide ? 1 : 0);
            lines->addLayout(line);
        };
        addLine({direction, other, choose, compare, stop}, other);
        addLine({way, filter, shown, deletes, run}, filter);
    }

    void setWish(const CompareView::Wish& wish)
    {
        direction->setCurrentIndex(wish.isIntoOther ? 1 : 0);
        other->setText(wish.other);
        way->setCurrentIndex(static_cast<int>(wish.way));
        filter->setText(QString(wish.filter).replace(u'\n', u' '));
    }
    [[nodiscard]] CompareView::Wish wish() const
    {
        return {other->text().trimmed(), direction->currentIndex() == 1,
                static_cast<CompareWay>(std::max(0, way->currentIndex())),
                filter->text().simplified().replace(u' ', u'\n')};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    }

private:
    const Appearance& m_appearance;

public:
    SegmentedControl* direction;
    QLineEdit* other;
    Button* choose;
    ChoiceBox* way;
    QLineEdit* filter;
    ChoiceBox* shown;
    QCheckBox* deletes;
    Button* compare;
    Button* stop;
    Button* run;
};

// ---- the view ---------------------------------------------------------------------------------------------

CompareView::CompareView(const Appearance& appearance, ChangeGate& gate, QWidget* parent)
    : CompareView(appearance, gate, new CompareBar(appearance), parent)
{
}

CompareView::CompareView(const Appearance& appearance, ChangeGate& gate, CompareBar* bar, QWidget* parent)
    : RowsView(appearance, bar, tr("Pairs"), parent), m_gate(gate), m_bar(bar)
{
    setModel(&m_model);
    const Theme& theme = appearance.theme();
    table()->setStretchColumn(PairsModel::PathColumn);
    table()->header()->setSectionsClickable(false);
    for (const auto& [column, width] :
         {std::pair(PairsModel::ActionColumn, 110), std::pair(PairsModel::SourceSizeColumn, 84),
          std::pair(PairsModel::TargetSizeColumn, 84), std::pair(PairsModel::SourceTimeColumn, 132),
          std::pair(PairsModel::TargetTimeColumn, 132), std::pair(PairsModel::ReasonColumn, 150)})
        table()->header()->resizeSection(column, theme.px(width));
    auto* turn = new QAction(tr("Leave out or take in"), table());
    turn->setShortcut(Qt::Key_Space);
    turn->setShortcutContext(Qt::WidgetShortcut);
    table()->addAction(turn);
    table()->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto turnSelected = [this] {
        const auto rows = selectedRows();
        m_model.toggle({rows.begin(), rows.end()});
        refresh();
    };
    connect(turn, &QAction::triggered, this, turnSelected);
    connect(table(), &QAbstractItemView::doubleClicked, this, turnSelected);
    const auto wish = [this] { emit wished(m_bar->wish().text()); };
    connect(m_bar->compare, &QAbstractButton::clicked, this, wish);
    connect(m_bar->other, &QLineEdit::returnPressed, this, wish);
    connect(m_bar->filter, &QLineEdit::returnPressed, this, wish);
    connect(m_bar->direction, &SegmentedControl::currentChanged, this, [this, wish] {
        if (!m_bar->other->text().isEmpty())
            wish();
    });
    connect(m_bar->way, &QComboBox::activated, this, [this, wish] {
        if (!m_bar->other->text().isEmpty())
            wish();
    });
    connect(m_bar->shown, &QComboBox::activated, this, [this](int choice) {
        m_model.show(static_cast<PairsModel::Shown>(choice));
        refresh();
    });
    connect(m_bar->deletes, &QCheckBox::toggled, this, [this](bool isOn) {
        m_model.setDeletes(isOn);
        refresh();
    });
    connect(m_bar->stop, &QAbstractButton::clicked, this, &CompareView::cancel);
    connect(m_bar->run, &QAbstractButton::clicked, this, &CompareView::ask);
    connect(m_bar->choose, &QAbstractButton::clicked, this, [this, wish] {
        auto* dialog = new QFileDialog(window(), tr("Compare with"), QDir::homePath());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, [this, wish](const QString& path) {
            m_bar->other->setText(path);
            wish();
        });
        dialog->open();
    });
    connect(&gate, &ChangeGate::changed, this, &CompareView::guard);
    guard();
    refresh();
}

// The table looks at the model, which goes with this object.
CompareView::~CompareView()
{
    table()->setModel(nullptr);
    delete m_question;
}

QDialog* CompareView::question() const
{
    return m_question;
}

void CompareView::guard()
{
    const bool canRun = m_hasCompared && !m_run && !m_model.items().empty();
    m_bar->run->setEnabled(canRun && m_gate.isOpen());
    m_bar->run->setToolTip(m_gate.isOpen() ? QString() : m_gate.reason());
}

void CompareView::enter(Client client, TransferSession session, S3Location place, const Wish& wish)
{
    leave();
    m_client = std::move(client);
    m_session = std::move(session);
    m_place = std::move(place);
    m_bar->setWish(wish);
    compare();
}

void CompareView::leave()
{
    m_comparison.reset();
    m_run.reset();
    m_client.reset();
    m_error.reset();
    m_model.clear();
    m_hasCompared = false;
    m_ran.clear();
    delete m_question;
}

Result<ComparePlace> CompareView::other() const
{
    const QString text = m_bar->wish().other;
    ComparePlace place;
    if (!text.startsWith(QStringLiteral("s3://"))) {
        place.folder = text.startsWith(QStringLiteral("~/")) ? QDir::homePath() + text.mid(1) : text;
        return place;
    }
    const auto location = S3Location::parse(text.toStdString());
    if (!location)
        return location.error();
    place.client = m_client;
    place.bucket = location->bucket;
    place.prefix = location->prefix;
    if (!place.prefix.empty() && !place.prefix.ends_with('/'))
        place.prefix += '/';
    return place;
}

void CompareView::compare()
{
    m_comparison.reset();
    m_run.reset();
    m_error.reset();
    m_hasCompared = false;
    m_ran.clear();
    m_model.clear();
    const Wish wish = m_bar->wish();
    if (!m_client || wish.other.isEmpty()) {
        refresh();
        return;
    }
    auto there = other();
    if (!there) {
        m_error = there.error();
        refresh();
        return;
    }
    const ComparePlace here{{}, m_client, m_place.bucket, m_place.folder()};
    Comparison::Order order;
    order.source = wish.isIntoOther ? here : *there;
    order.target = wish.isIntoOther ? *there : here;
    order.way = wish.way;
    order.filter.addLines(wish.filter.toStdString());
    order.keepsSame = true;
    constexpr int workers = 8;
    order.workers = workers;
    order.cause = tr("Compare").toStdString();
    m_comparison = makeOwned<Comparison>(std::move(order));
    connect(m_comparison.get(), &Comparison::progressed, this, &CompareView::refresh);
    connect(m_comparison.get(), &Task::finished, this, &CompareView::compared);
    m_comparison->start();
    refresh();
}

void CompareView::compared()
{
    if (!m_comparison->result())
        m_error = m_comparison->result().error();
    const auto& order = m_comparison->order();
    m_hasCompared = true;
    m_model.setPairs(m_comparison->takeCompared(), order.source.isLocal()   ? tr("Upload")
                                                   : order.target.isLocal() ? tr("Download")
                                                                            : tr("Copy"));
    refresh();
}

void CompareView::ask()
{
    auto items = m_model.items();
    if (items.empty() || !m_gate.isOpen() || m_run)
        return;
    const auto& order = m_comparison->order();
    const auto isDeletion = [](const SyncItem& item) { return item.action == SyncItem::Action::Delete; };
    const auto deletions = std::count_if(items.begin(), items.end(), isDeletion);
    if (deletions > 0 && m_model.compared().emptiesTarget()) {
        showNotice(tr("The source is empty: everything in the target would be deleted. Delete it there."));
        return;
    }
    std::int64_t bytes = 0;
    Confirmation words;
    for (const SyncItem& item : items) {
        bytes += isDeletion(item) ? 0 : item.pair.sourceSize;
        constexpr qsizetype mostNamed = 5;
        if (words.items.size() < mostNamed)
            words.items.append(toOneLine(item.pair.path));
    }
    const auto copies = static_cast<std::int64_t>(items.size()) - deletions;
    words.session = m_gate.info();
    words.title = deletions > 0 ? tr("Copy %1 and delete %2?").arg(countText(copies), countText(deletions))
                                : tr("Copy %1?").arg(countText(copies));
    words.sentence =
        tr("From %1 to %2: %3.")
            .arg(toOneLine(order.source.text()), toOneLine(order.target.text()), sizeText(bytes));
    if (deletions > 0)
        words.sentence +=
            u' ' + (order.target.isLocal()
                        ? tr("Deleted files are gone for good.")
                        : tr("Deleted objects are gone for good, unless the bucket has versions."));
    words.call = tr("Nothing is deleted before all copies went well");
    words.button = deletions > 0 ? tr("Copy and delete") : tr("Copy");
    words.destructive = deletions > 0;
    if (order.target.isLocal())
        words.place = toOneLine(order.target.text());
    delete m_question;
    m_question = new ConfirmDialog(appearance(), words, window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, items = std::move(items)] { start(items); });
    m_question->open();
}

void CompareView::start(std::vector<SyncItem> items)
{
    if (m_run || !m_comparison)
        return;
    SyncRun::Order order;
    order.source = m_comparison->order().source;
    order.target = m_comparison->order().target;
    order.items = std::move(items);
    order.mayDelete = m_model.compared().mayDelete();
    order.cause = tr("Synchronize").toStdString();
    order.seen = m_comparison->seen();
    order.gone = m_model.compared().gone;
    order.jobs = JobFolder(JobFolder::usualPath());
    order.session = m_session;
    m_runItems = order.items.size();
    m_run = makeOwned<SyncRun>(std::move(order));
    connect(m_run.get(), &SyncRun::itemChanged, this,
            [this](std::size_t item) { m_model.setItem(m_run->items()[item]); });
    connect(m_run.get(), &SyncRun::progressed, this, &CompareView::refresh);
    connect(m_run.get(), &Task::finished, this, &CompareView::ended);
    m_run->start();
    refresh();
}

void CompareView::ended()
{
    const auto run = std::move(m_run);
    const std::size_t done = run->done() - run->failed();
    m_ran = run->failed() == 0 ? tr("%1 done").arg(countText(static_cast<qint64>(done)))
                               : tr("%1 done, %2 not")
                                     .arg(countText(static_cast<qint64>(done)),
                                          countText(static_cast<qint64>(run->failed())));
    showNotice(m_ran);
    refresh();
    emit changed();
}

void CompareView::cancel()
{
    if (m_run)
        m_run->cancel();
    else if (m_comparison)
        m_comparison->cancel();
    refresh();
}

void CompareView::focusFilter()
{
    m_bar->filter->setFocus(Qt::ShortcutFocusReason);
    m_bar->filter->selectAll();
}

// "2 new, 1 changed, 3 only in the target"
QString CompareView::totalsText() const
{
    const ComparedPairs& compared = m_model.compared();
    QStringList parts;
    const auto add = [&](PairState state, const QString& text) {
        if (compared.count(state) > 0)
            parts.append(text.arg(countText(static_cast<qint64>(compared.count(state)))));
    };
    add(PairState::New, tr("%1 new"));
    add(PairState::Changed, tr("%1 changed"));
    add(PairState::OnlyInTarget, tr("%1 only in the target"));
    add(PairState::Conflict, tr("%1 changed on both sides"));
    add(PairState::Unreadable, tr("%1 unreadable"));
    add(PairState::Refused, tr("%1 refused"));
    add(PairState::Unknown, tr("%1 unknown"));
    add(PairState::Same, tr("%1 the same"));
    if (compared.maybes > 0)
        parts.append(
            tr("%1 of the same size may differ").arg(countText(static_cast<qint64>(compared.maybes))));
    return parts.join(QStringLiteral(", "));
}

RowsReport CompareView::report() const
{
    RowsReport report;
    if (!m_client)
        return report;
    report.hasRows = m_model.rowCount() > 0;
    const bool isComparing = m_comparison && !m_hasCompared;
    report.status.mark = isComparing || m_run ? StatusFacts::Mark::Busy
                         : m_error            ? StatusFacts::Mark::Warning
                                              : StatusFacts::Mark::None;
    report.status.canCancel = isComparing || m_run;
    if (isComparing) {
        report.status.count = tr("%1 and %2 seen")
                                  .arg(countText(static_cast<qint64>(m_comparison->seenInSource())),
                                       countText(static_cast<qint64>(m_comparison->seenInTarget())));
        if (m_comparison->toProve() > 0)
            report.status.count = tr("%1 of %2 contents compared")
                                      .arg(countText(static_cast<qint64>(m_comparison->proven())),
                                           countText(static_cast<qint64>(m_comparison->toProve())));
    } else if (m_run) {
        report.status.count = tr("%1 of %2 done, %3 of %4")
                                  .arg(countText(static_cast<qint64>(m_run->done())),
                                       countText(static_cast<qint64>(m_runItems)),
                                       sizeText(m_run->doneBytes()), sizeText(m_run->bytes()));
    } else if (m_hasCompared) {
        report.status.count = m_ran.isEmpty() ? totalsText() : m_ran;
        report.status.facts.append(requestsText(m_comparison->requests()));
        for (const std::string& note : m_model.compared().notes)
            report.status.facts.append(toOneLine(note));
    }
    if (m_error && !report.hasRows) {
        report.instead = errorState(*m_error, tr("The places could not be compared"), false);
        offerSignIn(*report.instead, *m_error);
    } else if (m_error) {
        report.below =
            endedEarlyState(*m_error, tr("What was read by then is compared; nothing will be deleted."));
    } else if (!report.hasRows && !isComparing) {
        StateContent content;
        content.iconName = QStringLiteral("copy");
        content.title =
            m_hasCompared ? tr("Nothing differs") : tr("Compare %1 with\u2026").arg(toOneLine(m_place.uri()));
        content.sentence = m_hasCompared ? totalsText()
                                         : tr("Choose a folder of this computer, or enter another place of "
                                              "S3. Comparing changes nothing.");
        report.instead = content;
    }
    return report;
}

void CompareView::refresh()
{
    RowsView::refresh();
    const bool isBusy = (m_comparison && !m_hasCompared) || m_run;
    m_bar->compare->setVisible(!isBusy);
    m_bar->stop->setVisible(isBusy);
    guard();
}

std::string CompareView::rowKey(int row) const
{
    const auto* pair = m_model.at(row);
    return pair ? pair->path : std::string();
}

QString CompareView::copyText() const
{
    QStringList paths;
    for (const int row : selectedRows())
        paths.append(toQString(m_model.at(row)->path));
    return paths.join(u'\n');
}

} // namespace inia::ui
