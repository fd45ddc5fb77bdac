#include "ui/items/itemeditor.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/textlabel.h"

#include <QtGui/QTextBlock>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int checkDelayMs = 400; // while one types, nothing is wrong yet

} // namespace

ItemEditor::ItemEditor(const Appearance& appearance, dynamodb::TableSchema schema, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_schema(std::move(schema)),
      m_forms(new SegmentedControl(appearance, {tr("JSON"), tr("DynamoDB JSON")}, this,
                                   SegmentedControl::Size::Dock)),
      m_text(new QPlainTextEdit(this)),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    m_forms->setOptionToolTip(
        0, tr("Plain values; sets are written {\"$set\": [\u2026]}, binary {\"$blob\": \"base64\"}"));
    m_forms->setOptionToolTip(1, tr("Each value with its type: {\"S\": \"text\"}"));
    m_text->setProperty("kind", QStringLiteral("field"));
    m_text->setFont(appearance.theme().font(FontRole::Mono));
    m_text->setAccessibleName(tr("The item as JSON"));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(appearance.theme().px(6));
    column->addWidget(m_text, 1);
    column->addWidget(m_problem);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(checkDelayMs);
    connect(&m_checkTimer, &QTimer::timeout, this, [this] { (void)read(false); });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isFilling)
            return;
        forgetProblem();
        m_checkTimer.start();
        emit edited();
    });
    connect(m_forms, &SegmentedControl::currentChanged, this,
            [this](int index) { chooseForm(static_cast<dynamodb::ItemForm>(index)); });
}

void ItemEditor::setItem(const dynamodb::NativeValue& item)
{
    auto text = dynamodb::itemToText(item, m_form);
    m_isFilling = true;
    forgetProblem();
    m_checkTimer.stop();
    if (text)
        m_text->setPlainText(toQString(*text));
    else
        showProblem(toQString(text.error().message));
    m_text->document()->setModified(false);
    m_isFilling = false;
}

std::optional<dynamodb::NativeValue> ItemEditor::item()
{
    return read(true);
}

bool ItemEditor::isEdited() const
{
    return m_text->document()->isModified();
}

std::optional<dynamodb::NativeValue> ItemEditor::read(bool moveCursor)
{
    m_checkTimer.stop();
    const std::string text = m_text->toPlainText().toStdString();
    dynamodb::TextProblem problem;
    auto item = dynamodb::itemFromText(text, m_form, problem);
    if (!item) {
        const auto at = dynamodb::positionAt(text, problem.offset);
        showProblem(tr("Line %1, column %2: %3").arg(at.line).arg(at.column).arg(toQString(problem.message)));
        mark(at.line);
        if (moveCursor) {
            QTextCursor cursor = m_text->textCursor();
            const auto before = std::string_view(text).substr(0, problem.offset);
            cursor.setPosition(static_cast<int>(toQString(before).size()));
            m_text->setTextCursor(cursor);
            m_text->setFocus();
        }
        return std::nullopt;
    }
    if (const auto checked = dynamodb::checkItemKeys(*item, m_schema); !checked) {
        showProblem(toQString(checked.error().message));
        return std::nullopt;
    }
    return item;
}

// Only what can be read can be written in the other way; otherwise the text stays as it is.
void ItemEditor::chooseForm(dynamodb::ItemForm form)
{
    if (form == m_form)
        return;
    dynamodb::TextProblem problem;
    const auto item = dynamodb::itemFromText(m_text->toPlainText().toStdString(), m_form, problem);
    if (!item) {
        m_forms->setCurrentIndex(static_cast<int>(m_form));
        (void)read(true);
        return;
    }
    const bool wasEdited = isEdited();
    m_form = form;
    setItem(*item);
    m_text->document()->setModified(wasEdited);
}

void ItemEditor::forgetProblem()
{
    m_problem->hide();
    m_text->setExtraSelections({});
}

void ItemEditor::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->show();
}

void ItemEditor::mark(int line)
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(m_text->document()->findBlockByNumber(line - 1));
    selection.format.setBackground(m_appearance.theme().color(Token::DangerBg));
    selection.format.setProperty(QTextFormat::FullWidthSelection, true);
    m_text->setExtraSelections({selection});
}

void ItemEditor::setBusy(bool busy)
{
    m_text->setReadOnly(busy);
    m_forms->setEnabled(!busy);
}

QSize ItemEditor::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {theme.px(600), theme.px(340)};
}

} // namespace inia::ui
