#include "ui/dialogs/confirmdialog.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <set>

namespace inia::ui {

SessionBanner::SessionBanner(const Appearance& appearance, const SessionInfo& session, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_session(session)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName((session.production ? tr("Production session %1, %2") : tr("Session %1, %2"))
                          .arg(session.profile, place()));
}

QSize SessionBanner::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {theme.px(320), theme.px(m_session.production ? 36 : 28)};
}

QString SessionBanner::place() const
{
    QStringList parts;
    if (!m_session.accountId.isEmpty())
        parts.append(accountText(m_session.accountId));
    if (!m_session.region.isEmpty())
        parts.append(m_session.region);
    return parts.join(QStringLiteral(" · "));
}

int SessionBanner::paintBadge(QPainter& painter, int x) const
{
    const Theme& theme = m_appearance.theme();
    const QString word = tr("PRODUCTION");
    const QSize size = badgeSize(theme, word);
    const QRect rect(QPoint(x, (height() - size.height()) / 2), size);
    drawBadge(painter, rect, theme, word, BadgeKind::Production);
    return rect.right() + 1 + theme.sizes().buttonGap;
}

void SessionBanner::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    const Sizes& sizes = theme.sizes();
    QPainter painter(this);
    const bool production = m_session.production;
    fillRounded(painter, rect(), sizes.radiusField,
                theme.color(production ? Token::DangerBg : Token::Sunken));
    const int side = sizes.icon;
    int x = theme.px(10);
    if (production) {
        painter.drawPixmap(
            QPoint(x, (height() - side) / 2),
            m_appearance.icons().pixmap(QStringLiteral("shield"), Token::Danger, side, devicePixelRatioF()));
        x = paintBadge(painter, x + side + sizes.buttonGap);
    } else {
        const int square = theme.px(9);
        fillRounded(painter, QRect(x, (height() - square) / 2, square, square), theme.px(2),
                    theme.color(m_session.color));
        x += square + sizes.buttonGap;
    }
    const QFont& strong = theme.font(FontRole::Strong);
    painter.setFont(strong);
    painter.setPen(theme.color(production ? Token::Danger : Token::Text));
    const QRect right(x, 0, width() - x - theme.px(10), height());
    const QString name =
        QFontMetrics(strong).elidedText(m_session.profile, Qt::ElideMiddle, right.width() / 2);
    painter.drawText(right, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(theme.font(FontRole::Secondary));
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(right, Qt::AlignRight | Qt::AlignVCenter, place());
}

namespace {
constexpr int half = 128; // of full opacity
} // namespace

Veil::Veil(const Appearance& appearance, QWidget* window, bool production)
    : QWidget(window), m_appearance(appearance), m_production(production)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    window->installEventFilter(this);
    cover();
    raise();
    show();
}

void Veil::cover()
{
    const Sizes& sizes = m_appearance.theme().sizes();
    // A dialog has no session bar and no frame to leave in sight.
    const bool isDialog = qobject_cast<const QDialog*>(parentWidget()) != nullptr;
    const int frame = m_production && !isDialog ? sizes.productionFrame : 0;
    const int bar = isDialog ? 0 : sizes.sessionBar;
    setGeometry(parentWidget()->rect().adjusted(frame, frame + bar, -frame, -frame));
}

bool Veil::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        cover();
    return false;
}

void Veil::paintEvent(QPaintEvent*)
{
    QColor color = m_appearance.theme().color(Token::Window);
    color.setAlpha(half);
    QPainter(this).fillRect(rect(), color);
}

namespace {

constexpr int dialogWidth = 520;
constexpr qsizetype shownItems = 5;

// The list of what it is done to: mono, in a frame of one hairline.
class AffectedBox final : public QWidget {
public:
    AffectedBox(const Appearance& appearance, QWidget* parent) : QWidget(parent), m_appearance(appearance) {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = m_appearance.theme();
        QPainter painter(this);
        strokeRounded(painter, rect(), theme.sizes().radiusField, 1, theme.color(Token::Border));
    }

private:
    const Appearance& m_appearance;
};

} // namespace

Confirmation revealQuestion(const SessionInfo& session, const QString& secret, const QString& call,
                            std::chrono::seconds shownFor)
{
    Confirmation words;
    words.session = session;
    words.title = ConfirmDialog::tr("Reveal the value of %1?").arg(secret);
    words.sentence =
        ConfirmDialog::tr("It stands here for %1 s, and is kept nowhere. CloudTrail records that "
                          "it was read, and by whom.")
            .arg(shownFor.count());
    words.call = call;
    words.button = ConfirmDialog::tr("Reveal");
    return words;
}

ConfirmDialog::ConfirmDialog(const Appearance& appearance, const Confirmation& confirmation, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_production(confirmation.session.production),
      m_place(confirmation.place.isEmpty() ? confirmation.session.profile : confirmation.place),
      m_body(new QVBoxLayout),
      m_call(new TextLabel(appearance, FontRole::Secondary, Token::Text2, confirmation.call)),
      m_confirm(new Button(appearance,
                           confirmation.destructive ? Button::Kind::Danger : Button::Kind::Primary,
                           tr("%1 in %2").arg(confirmation.button, m_place))),
      m_cancel(new Button(appearance, Button::Kind::Default, tr("Cancel")))
{
    setWindowTitle(confirmation.button);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(appearance.theme().px(dialogWidth));
    build(confirmation);
    m_confirm->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    if (confirmation.destructive) {
        m_cancel->setDefault(true);
        (m_name != nullptr ? static_cast<QWidget*>(m_name) : m_cancel)->setFocus();
    } else {
        m_confirm->setDefault(true);
        m_confirm->setFocus();
    }
    connect(m_cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QAbstractButton::clicked, this, &ConfirmDialog::confirm);
}

// Whoever deletes an open dialog hides it too late for hideEvent().
ConfirmDialog::~ConfirmDialog()
{
    delete m_veil;
}

void ConfirmDialog::build(const Confirmation& confirmation)
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    all->addWidget(new SessionBanner(m_appearance, confirmation.session));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(4));
    words->addWidget(new TextLabel(m_appearance, FontRole::DialogHeading, Token::Text, confirmation.title));
    if (!confirmation.sentence.isEmpty())
        words->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Text2, confirmation.sentence));
    all->addLayout(words);
    if (!confirmation.items.isEmpty())
        all->addWidget(makeItems(confirmation.items));
    m_body->addStretch(1); // until there is a body
    all->addLayout(m_body, 1);
    all->addWidget(m_call);
    if (confirmation.destructive && confirmation.session.production)
        addNameField(confirmation, all);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    all->addSpacing(theme.px(4));
    all->addLayout(buttons);
}

QWidget* ConfirmDialog::makeItems(const QStringList& items)
{
    const Theme& theme = m_appearance.theme();
    auto* box = new AffectedBox(m_appearance, this);
    auto* lines = new QVBoxLayout(box);
    lines->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    lines->setSpacing(theme.px(2));
    const auto add = [&](const QString& text, Token color) {
        auto* line = new ElidedLabel(m_appearance, FontRole::Mono, color, box);
        line->setText(text);
        lines->addWidget(line);
    };
    // "and 1 more" would take the line that the one itself needs.
    const qsizetype shown = items.size() <= shownItems ? items.size() : shownItems - 1;
    for (qsizetype i = 0; i < shown; ++i)
        add(items[i], Token::Text);
    if (shown < items.size())
        add(tr("and %1 more").arg(groupedNumber(items.size() - shown)), Token::Text2);
    return box;
}

void ConfirmDialog::addNameField(const Confirmation& confirmation, QVBoxLayout* layout)
{
    const QString name = confirmation.session.profile;
    const QString words = tr("Type %1 to confirm").arg(name);
    layout->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Text, words));
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(words);
    m_name->setMaximumWidth(m_appearance.theme().px(220));
    layout->addWidget(m_name);
    m_typed = name;
    refreshConfirm();
    connect(m_name, &QLineEdit::textChanged, this, &ConfirmDialog::refreshConfirm);
}

void ConfirmDialog::refreshConfirm()
{
    m_confirm->setEnabled(m_obstacle.isNull() && (m_name == nullptr || m_name->text() == m_typed));
    m_confirm->setToolTip(m_obstacle);
}

void ConfirmDialog::setWords(const QString& button, const QString& call)
{
    m_confirm->setText(tr("%1 in %2").arg(button, m_place));
    m_confirm->updateGeometry();
    m_call->setText(call);
}

void ConfirmDialog::setObstacle(const QString& why)
{
    m_obstacle = why;
    refreshConfirm();
}

void ConfirmDialog::setBody(QWidget* body)
{
    delete m_body->takeAt(0);
    m_body->addWidget(body, 1);
}

void ConfirmDialog::keyPressEvent(QKeyEvent* event)
{
    // Return in the name field is neither yes nor no.
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && m_name != nullptr && focusWidget() == m_name)
        return;
    QDialog::keyPressEvent(event);
}

void ConfirmDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (isWindow() && parentWidget() != nullptr && !m_veil)
        m_veil = new Veil(m_appearance, parentWidget()->window(), m_production);
}

void ConfirmDialog::hideEvent(QHideEvent* event)
{
    delete m_veil;
    QDialog::hideEvent(event);
}

void ConfirmDialog::confirm()
{
    accept();
}

namespace {
constexpr int formDialogWidth = 640;
} // namespace

ActionDialog::ActionDialog(const Appearance& appearance, const Confirmation& confirmation,
                           StructureField::Members members, const Value& filled,
                           std::shared_ptr<const Document> docs, QWidget* parent)
    : ConfirmDialog(appearance, confirmation, parent)
{
    if (members.names.empty())
        return;
    const bool mustAsk = members.requiredCount > 0;
    m_form = new ShapeForm(appearance, std::move(members), std::move(docs), this);
    m_form->setFilled(filled);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(6));
    auto* head = new QHBoxLayout;
    head->addStretch(1);
    head->addWidget(m_form->modes());
    column->addLayout(head);
    column->addWidget(m_form, 1);
    setBody(body);
    setMinimumWidth(appearance.theme().px(formDialogWidth));
    if (mustAsk && nameField() == nullptr)
        m_form->focusFirst();
}

void ActionDialog::confirm()
{
    if (m_form == nullptr || m_form->check())
        accept();
}

FieldsDialog::FieldsDialog(const Appearance& appearance, FieldsQuestion question, QWidget* parent)
    : ConfirmDialog(appearance, question.words, parent),
      m_question(std::move(question)),
      m_grid(new QGridLayout),
      m_note(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_wrong(new TextLabel(appearance, FontRole::Secondary, Token::Danger))
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(6));
    m_grid->setColumnStretch(1, 1);
    for (const AskedField& field : m_question.fields)
        addField(field);
    column->addLayout(m_grid);
    if (!m_question.pairsTitle.isEmpty())
        addPairs(column);
    column->addWidget(m_note);
    column->addWidget(m_wrong);
    column->addStretch(1);
    setBody(body);
    if (!m_question.fields.isEmpty())
        m_fields.value(m_question.fields.front().id)->setFocus();
    else if (!m_lines.empty())
        m_lines.front().first->setFocus();
    refresh();
}

QString FieldsDialog::text(const QString& id) const
{
    const QWidget* field = m_fields.value(id);
    if (const auto* box = qobject_cast<const QComboBox*>(field))
        return box->currentText();
    const auto* line = qobject_cast<const QLineEdit*>(field);
    return line != nullptr ? line->text().trimmed() : QString();
}

int FieldsDialog::choice(const QString& id) const
{
    const auto* box = qobject_cast<const QComboBox*>(m_fields.value(id));
    return box != nullptr ? box->currentIndex() : -1;
}

bool FieldsDialog::isChecked(const QString& id) const
{
    const auto* check = qobject_cast<const QCheckBox*>(m_fields.value(id));
    return check != nullptr && check->isChecked();
}

std::map<std::string, std::string> FieldsDialog::pairs() const
{
    std::map<std::string, std::string> pairs;
    for (const auto& [key, value] : m_lines) {
        if (!key->text().isEmpty())
            pairs[key->text().toStdString()] = value->text().toStdString();
    }
    return pairs;
}

void FieldsDialog::set(const QString& id, const QString& text)
{
    if (auto* box = qobject_cast<QComboBox*>(m_fields.value(id)))
        box->setCurrentIndex(box->findText(text));
    else if (auto* line = qobject_cast<QLineEdit*>(m_fields.value(id)))
        line->setText(text);
    else if (auto* check = qobject_cast<QCheckBox*>(m_fields.value(id)))
        check->setChecked(!text.isEmpty());
}

bool FieldsDialog::hasKeyTwice() const
{
    std::set<QString> keys;
    return std::any_of(m_lines.begin(), m_lines.end(), [&keys](const auto& line) {
        return !line.first->text().isEmpty() && !keys.insert(line.first->text()).second;
    });
}

void FieldsDialog::addField(const AskedField& field)
{
    const int row = m_grid->rowCount();
    QWidget* input = nullptr;
    if (field.isCheck) {
        auto* check = new QCheckBox(field.label);
        check->setChecked(!field.value.isEmpty());
        connect(check, &QCheckBox::toggled, this, &FieldsDialog::refresh);
        m_grid->addWidget(check, row, 0, 1, 2);
        m_fields.insert(field.id, check);
        return;
    }
    auto* label = new TextLabel(appearance(), FontRole::Data, Token::Text2, field.label);
    label->setWordWrap(false);
    m_grid->addWidget(label, row, 0);
    if (field.choices.isEmpty()) {
        auto* line = new QLineEdit(field.value);
        line->setPlaceholderText(field.hint);
        connect(line, &QLineEdit::textChanged, this, &FieldsDialog::refresh);
        input = line;
    } else {
        auto* box = new ChoiceBox(appearance(), ChoiceBox::Typing::No);
        box->setChoices(field.choices);
        box->setCurrentIndex(qMax(0, static_cast<int>(field.choices.indexOf(field.value))));
        connect(box, &QComboBox::currentIndexChanged, this, &FieldsDialog::refresh);
        input = box;
    }
    input->setAccessibleName(field.label);
    m_grid->addWidget(input, row, 1);
    m_fields.insert(field.id, input);
}

void FieldsDialog::addPairs(QVBoxLayout* column)
{
    column->addWidget(new TextLabel(appearance(), FontRole::Strong, Token::Text, m_question.pairsTitle));
    m_pairs = new QVBoxLayout;
    m_pairs->setSpacing(appearance().theme().px(4));
    column->addLayout(m_pairs);
    for (const auto& [key, value] : m_question.pairs)
        addLine(QString::fromStdString(key), QString::fromStdString(value));
    if (m_question.pairs.empty())
        addLine({}, {});
    auto* more = new LinkButton(appearance(), tr("Add a line"));
    connect(more, &QAbstractButton::clicked, this, [this] {
        addLine({}, {});
        m_lines.back().first->setFocus();
    });
    column->addWidget(more, 0, Qt::AlignLeft);
}

void FieldsDialog::addPair(const QString& key, const QString& value)
{
    addLine(key, value);
    refresh();
}

void FieldsDialog::addLine(const QString& key, const QString& value)
{
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* first = new QLineEdit(key);
    auto* second = new QLineEdit(value);
    first->setPlaceholderText(tr("Key"));
    first->setAccessibleName(tr("Key"));
    second->setPlaceholderText(tr("Value"));
    second->setAccessibleName(tr("Value"));
    auto* out = new ToolButton(appearance(), QStringLiteral("x"), tr("Take the line out"));
    row->addWidget(first, 2);
    row->addWidget(second, 3);
    row->addWidget(out);
    m_pairs->addWidget(line);
    m_lines.emplace_back(first, second);
    for (QLineEdit* each : {first, second})
        connect(each, &QLineEdit::textChanged, this, &FieldsDialog::refresh);
    connect(out, &QAbstractButton::clicked, this, [this, line, first] {
        std::erase_if(m_lines, [first](const auto& pair) { return pair.first == first; });
        line->hide();
        line->deleteLater();
        refresh();
    });
}

void FieldsDialog::refresh()
{
    const QString problem = hasKeyTwice()        ? tr("A key stands there twice")
                            : m_question.problem ? m_question.problem(*this)
                                                 : QString();
    confirmButton()->setEnabled(problem.isNull());
    confirmButton()->setToolTip(problem);
    m_wrong->setText(problem);
    m_wrong->setVisible(!problem.isEmpty());
    const QString note = m_question.note ? m_question.note(*this) : QString();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace inia::ui
