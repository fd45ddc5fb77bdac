#include "ui/jobs/plandialog.h"

#include "core/protocol/jsonwriter.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/jobmodels.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr int planWidth = 880;
constexpr int planHeight = 620;
constexpr int targetWidth = 270;
constexpr int planSizeWidth = 90;
constexpr int noteWidth = 220;
constexpr int tableHeight = 220;
constexpr int requestsHeight = 150;
constexpr int boxPixels = 15;

constexpr std::array<PlanModel::Existing, 4> existingPolicies{
    PlanModel::Existing::Skip, PlanModel::Existing::KeepBoth, PlanModel::Existing::Newer,
    PlanModel::Existing::Overwrite};

// In the order in which they are offered.
constexpr std::array<NameRule::Kind, 6> ruleKinds{NameRule::Kind::Replace,   NameRule::Kind::Pattern,
                                                  NameRule::Kind::Beginning, NameRule::Kind::Numbering,
                                                  NameRule::Kind::LowerCase, NameRule::Kind::UpperCase};

// A name with a box before it, which says whether the row is chosen.
class ChosenDelegate final : public TableDelegate {
public:
    ChosenDelegate(const Appearance& appearance, QObject* parent) : TableDelegate(appearance, parent) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        paintBackground(*painter, option);
        QRect room = contentRect(option.rect, true);
        const int side = theme().px(boxPixels);
        QStyleOptionViewItem box = option;
        box.rect = QRect(room.left(), room.center().y() - side / 2, side, side);
        box.state &= ~(QStyle::State_HasFocus | QStyle::State_Selected | QStyle::State_MouseOver |
                       QStyle::State_On | QStyle::State_Off | QStyle::State_Enabled);
        const bool isChosen = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        box.state |= isChosen ? QStyle::State_On : QStyle::State_Off;
        if (index.flags() & Qt::ItemIsUserCheckable)
            box.state |= QStyle::State_Enabled;
        const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
        room.setLeft(box.rect.right() + theme().sizes().iconGap);
        paintText(*painter, room, FontRole::Data, index.data(DimRole).toBool() ? Token::Text2 : Token::Text,
                  index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle);
    }
};

} // namespace

NameDialog::NameDialog(const Appearance& appearance, const Question& question, QWidget* parent)
    : ConfirmDialog(appearance, question.words, parent),
      m_question(question),
      m_field(new QLineEdit(question.proposed)),
      m_wrong(new TextLabel(appearance, FontRole::Secondary, Token::Danger))
{
    constexpr int longestProblem = 2; // lines, for which there is always room
    const qsizetype selected = question.selected < 0 ? question.proposed.size() : question.selected;
    m_field->setAccessibleName(question.label);
    m_field->setSelection(0, static_cast<int>(selected));
    m_wrong->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_wrong->setMinimumHeight(longestProblem * m_wrong->fontMetrics().lineSpacing());
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(4));
    column->addWidget(m_field);
    column->addWidget(m_wrong, 1);
    setBody(body);
    m_field->setFocus();
    connect(m_field, &QLineEdit::textChanged, this, &NameDialog::check);
    check();
}

QString NameDialog::text() const
{
    return m_field->text();
}

void NameDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && confirmButton()->isEnabled())
        confirm();
    else
        ConfirmDialog::keyPressEvent(event);
}

void NameDialog::check()
{
    const QString problem = m_question.problem(text());
    setObstacle(problem);
    m_field->setAccessibleDescription(problem);
    m_wrong->setText(text() == m_question.proposed ? QString() : problem);
}

QString PlanDialog::buttonText(const PlanWords& words, const QString& what)
{
    return words.place.isEmpty() ? words.verb.arg(what) : words.verb.arg(what, words.place);
}

Confirmation PlanDialog::confirmationOf(const PlanWords& words, const PlanModel& model)
{
    Confirmation confirmation;
    confirmation.session = words.session;
    confirmation.title = words.title;
    confirmation.sentence = words.sentence;
    confirmation.button = buttonText(words, countedObjects(qint64(model.chosen())));
    confirmation.destructive = words.destructive;
    if (model.rowCount() == 1 && !words.hasRule) {
        const QString from = model.index(0, PlanModel::SourceColumn).data().toString();
        const QString to = model.index(0, PlanModel::TargetColumn).data().toString();
        confirmation.items << (to.isEmpty() ? from : from + QStringLiteral(" \u2192 ") + to);
    }
    return confirmation;
}

PlanDialog::PlanDialog(const Appearance& appearance, const PlanWords& words, std::unique_ptr<PlanModel> model,
                       QWidget* parent)
    : ConfirmDialog(appearance, confirmationOf(words, *model), parent),
      m_words(words),
      m_model(std::move(model)),
      m_totals(new TextLabel(appearance, FontRole::Data, Token::Text)),
      m_show(new LinkButton(appearance, tr("Show requests"))),
      m_requests(new QPlainTextEdit)
{
    const Theme& theme = appearance.theme();
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    if (words.hasRule)
        column->addWidget(makeRule());
    column->addWidget(m_totals);
    column->addWidget(makeExisting());
    const bool isTable = m_model->rowCount() > 1 || words.hasRule;
    if (isTable) {
        column->addWidget(makeReasons());
        buildTable();
        column->addWidget(m_table, 1);
        resize(theme.px(planWidth), theme.px(planHeight));
    }
    column->addWidget(m_show, 0, Qt::AlignLeft);
    m_requests->setReadOnly(true);
    m_requests->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_requests->setFont(theme.font(FontRole::Mono));
    m_requests->setAccessibleName(tr("Requests"));
    m_requests->setFixedHeight(theme.px(requestsHeight));
    m_requests->hide();
    column->addWidget(m_requests);
    if (!isTable)
        column->addStretch(1);
    setBody(body);
    setWindowTitle(words.title);
    if (m_find != nullptr)
        m_find->setFocus();
    m_refreshing.setSingleShot(true);
    m_refreshing.setInterval(0);
    connect(&m_refreshing, &QTimer::timeout, this, &PlanDialog::refresh);
    connect(m_model.get(), &PlanModel::choiceChanged, &m_refreshing, qOverload<>(&QTimer::start));
    connect(m_show, &QAbstractButton::clicked, this, [this] {
        m_requests->setVisible(!m_requests->isVisibleTo(this));
        showRequests();
    });
    refresh();
}

// The table looks at the model until it goes.
PlanDialog::~PlanDialog()
{
    delete m_table;
}

QWidget* PlanDialog::makeRule()
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(appearance().theme().sizes().buttonGap);
    m_kind = new ChoiceBox(appearance(), ChoiceBox::Typing::No);
    m_kind->setChoices({tr("Replace a text"), tr("Replace a pattern"), tr("Change the beginning"),
                        tr("Number them"), tr("Lower case"), tr("Upper case")});
    m_kind->setCurrentIndex(0);
    m_kind->fitWidth();
    m_kind->setAccessibleName(tr("Rule"));
    m_find = new QLineEdit;
    m_with = new QLineEdit;
    for (QWidget* part :
         {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_find), static_cast<QWidget*>(m_with)})
        line->addWidget(part, part == m_kind ? 0 : 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PlanDialog::followRule);
    connect(m_find, &QLineEdit::textChanged, this, &PlanDialog::followRule);
    connect(m_with, &QLineEdit::textChanged, this, &PlanDialog::followRule);
    connect(m_model.get(), &PlanModel::renamed, this, &PlanDialog::refresh);
    followRule();
    return row;
}

void PlanDialog::followRule()
{
    NameRule rule;
    rule.kind = ruleKinds.at(static_cast<std::size_t>(std::max(0, m_kind->currentIndex())));
    const bool isNumber = rule.kind == NameRule::Kind::Numbering;
    const bool isCase = rule.kind == NameRule::Kind::LowerCase || rule.kind == NameRule::Kind::UpperCase;
    m_find->setVisible(!isCase);
    m_with->setVisible(!isCase);
    m_find->setPlaceholderText(isNumber ? tr("First number: 1") : tr("What is there now"));
    m_with->setPlaceholderText(isNumber ? tr("New name, such as photo-###")
                               : rule.kind == NameRule::Kind::Pattern
                                   ? tr("What comes in its place; \\1 is the first group")
                                   : tr("What comes in its place"));
    m_find->setAccessibleName(m_find->placeholderText());
    m_with->setAccessibleName(m_with->placeholderText());
    rule.find = m_find->text();
    rule.with = m_with->text();
    m_wrong.clear();
    if (isNumber && !rule.find.isEmpty()) {
        bool isGood = false;
        rule.first = rule.find.toLongLong(&isGood);
        if (!isGood || rule.first < 0)
            m_wrong = tr("The first number is none");
    }
    const auto change = NameChange::by(std::move(rule));
    if (!change)
        m_wrong = sentenceText(change.error().message);
    if (m_wrong.isEmpty())
        m_model->rename(*change);
    m_refreshing.start();
}

QWidget* PlanDialog::makeExisting()
{
    m_existing = new SegmentedControl(
        appearance(), {tr("Skip"), tr("Keep both"), tr("Only if newer"), tr("Overwrite")}, this);
    m_existing->setAccessibleName(tr("What is there already"));
    m_existing->setOptionToolTip(1, tr("The new one gets a number: name (1).txt"));
    m_existingRow = new QWidget(this);
    auto* line = new QHBoxLayout(m_existingRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(appearance().theme().px(12));
    line->addWidget(new TextLabel(appearance(), FontRole::Data, Token::Text, tr("What is there already")));
    line->addWidget(m_existing);
    line->addStretch(1);
    connect(m_existing, &SegmentedControl::currentChanged, this, [this](int index) {
        m_model->setExisting(existingPolicies.at(static_cast<std::size_t>(std::max(0, index))));
    });
    return m_existingRow;
}

QWidget* PlanDialog::makeReasons()
{
    auto* row = new QWidget(this);
    auto* flow = new FlowLayout(appearance().theme().px(12), row);
    for (std::size_t i = 1; i < PlanModel::reasons; ++i) {
        auto* box = new QCheckBox(row);
        m_reasons[i] = box;
        flow->addWidget(box);
        connect(box, &QCheckBox::clicked, this,
                [this, i](bool isOn) { m_model->chooseAll(static_cast<PlanModel::Reason>(i), isOn); });
    }
    return row;
}

void PlanDialog::buildTable()
{
    const Theme& theme = appearance().theme();
    m_table = new TableView(appearance(), this);
    m_table->setModel(m_model.get());
    m_table->setAccessibleName(tr("What would be done"));
    m_table->setItemDelegateForColumn(PlanModel::SourceColumn, new ChosenDelegate(appearance(), m_table));
    m_table->setMinimumHeight(theme.px(tableHeight));
    m_table->header()->setSectionsClickable(false);
    m_table->header()->resizeSection(PlanModel::TargetColumn, theme.px(targetWidth));
    m_table->header()->resizeSection(PlanModel::SizeColumn, theme.px(planSizeWidth));
    m_table->header()->resizeSection(PlanModel::NoteColumn, theme.px(noteWidth));
    const JobAction action = m_model->plan().action;
    m_table->setColumnHidden(PlanModel::TargetColumn, !isCopying(action) && action != JobAction::UndoMove);
    m_table->setStretchColumn(PlanModel::SourceColumn);
    const auto turn = [this](const QModelIndex& index) {
        const auto row = static_cast<std::size_t>(index.row());
        if (index.isValid() && m_model->isChoosable(row))
            m_model->choose(row, !m_model->isChosen(row));
    };
    connect(m_table, &QAbstractItemView::clicked, this, [turn](const QModelIndex& index) {
        if (index.column() == PlanModel::SourceColumn)
            turn(index);
    });
    auto* space = new QShortcut(Qt::Key_Space, m_table);
    space->setContext(Qt::WidgetShortcut);
    connect(space, &QShortcut::activated, this, [this, turn] { turn(m_table->currentIndex()); });
}

void PlanDialog::refresh()
{
    const auto chosen = qint64(m_model->chosen());
    const QString bytes = byteText(m_model->chosenBytes());
    const auto left = qint64(m_model->rowCount()) - chosen;
    QStringList totals{countedObjects(chosen), bytes};
    if (left > 0)
        totals << tr("%1 left out").arg(groupedNumber(left));
    if (m_model->replacing() > 0)
        totals << tr("%1 replaced").arg(groupedNumber(qint64(m_model->replacing())));
    m_totals->setText(m_wrong.isEmpty() ? totals.join(QStringLiteral(" \u00B7 ")) : m_wrong);
    m_totals->setColor(m_wrong.isEmpty() ? Token::Text : Token::Danger);
    m_existingRow->setVisible(m_model->hasConflicts());
    if (m_table != nullptr)
        m_reasons[1]->parentWidget()->setVisible(m_model->count(PlanModel::Reason::None) <
                                                 static_cast<std::size_t>(m_model->rowCount()));
    for (std::size_t i = 1; i < PlanModel::reasons && m_table != nullptr; ++i) {
        const auto reason = static_cast<PlanModel::Reason>(i);
        const std::size_t count = m_model->count(reason);
        QCheckBox* box = m_reasons[i];
        box->setVisible(count > 0);
        box->setText(tr("%1: %2").arg(PlanModel::reasonText(reason), groupedNumber(qint64(count))));
        box->setChecked(count > 0 && m_model->chosen(reason) == count);
        const bool isSkipped =
            reason == PlanModel::Reason::Taken && m_model->existing() == PlanModel::Existing::Skip;
        box->setEnabled(reason < PlanModel::Reason::BadKey && !isSkipped);
    }
    const auto requests = m_model->requests();
    QString call =
        requests.empty() ? tr("Will call nothing") : tr("Will call %1").arg(requestsText(requests));
    if (m_words.isPriced && !requests.empty()) {
        if (const QString price = priceText(requests, m_words.session.region.toStdString()); !price.isEmpty())
            call += QStringLiteral(" \u00B7 ") + price;
    }
    setWords(buttonText(m_words, tr("%1, %2").arg(countedObjects(chosen), bytes)), call);
    setObstacle(!m_wrong.isEmpty()      ? m_wrong
                : m_model->isRenaming() ? tr("The new names are still worked out")
                : chosen == 0           ? tr("Nothing is chosen")
                                        : QString());
    if (m_requests->isVisibleTo(this))
        showRequests();
}

// The first of each kind.
void PlanDialog::showRequests()
{
    QString text;
    for (const JobRequest& request : m_model->requests())
        text += QStringLiteral("s3.%1  \u00D7 %2\n%3\n\n")
                    .arg(toQString(request.operation), groupedNumber(qint64(request.count)),
                         toQString(toJson(request.first, JsonStyle::indented())));
    m_requests->setPlainText(text.trimmed());
    m_show->setText(m_requests->isVisibleTo(this) ? tr("Hide requests") : tr("Show requests"));
}

void PlanDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isInRule = m_find != nullptr && (m_find->hasFocus() || m_with->hasFocus());
    if (isReturn && isInRule && !m_words.destructive && confirmButton()->isEnabled())
        confirm();
    else
        ConfirmDialog::keyPressEvent(event);
}

} // namespace inia::ui
