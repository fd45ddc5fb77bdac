#include "ui/forms/formfields.h"

#include "core/client/client.h"
#include "core/model/names.h"
#include "core/protocol/jsonwriter.h"
#include "ui/models/displaytext.h"
#include "ui/models/valuepresentation.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <array>

namespace inia::ui {

namespace {

class FormTexts {
    Q_DECLARE_TR_FUNCTIONS(FormTexts)
};

} // namespace

QString FormContext::memberDocs(std::string_view structure, std::string_view member) const
{
    if (!docs)
        return {};
    const Node shape = docs->root()["shapes"][structure];
    return toQString(plainText(shape["members"][member]["documentation"].text()));
}

QString FormContext::operationDocs(std::string_view operation) const
{
    return docs ? toQString(plainText(docs->root()["operations"][operation]["documentation"].text()))
                : QString();
}

QString firstSentence(const QString& text, int most)
{
    const QString line = text.section(QStringLiteral("\n\n"), 0, 0).simplified();
    qsizetype end = line.indexOf(QStringLiteral(". "));
    // "e.g. " and the like do not end one.
    while (end >= 0 && end < 12)
        end = line.indexOf(QStringLiteral(". "), end + 1);
    const QString sentence = end < 0 ? line : line.left(end + 1);
    return sentence.size() <= most ? sentence : sentence.left(most - 1).trimmed() + QStringLiteral("…");
}

QString shapeWords(const Shape& shape)
{
    const QString name = toQString(shape.typeName());
    if (shape.type() == ShapeType::Text && shape.trait("enum"))
        return FormTexts::tr("enum · %1").arg(groupedNumber(shape.trait("enum").size()));
    if (shape.type() == ShapeType::List) {
        const Shape element = shape.element();
        const bool nested = element.type() == ShapeType::Structure;
        return FormTexts::tr("list of %1").arg(toQString(nested ? element.name() : element.typeName()));
    }
    if (shape.isDocument())
        return FormTexts::tr("document");
    return shape.isUnion() ? FormTexts::tr("one of %1").arg(shape.memberCount()) : name;
}

namespace {

constexpr int linesHeight = 78;
constexpr std::int64_t longText = 1024; // characters a text may have that is more than a line
constexpr int longestLine = 16 * 1024 * 1024;

QPlainTextEdit* makeLines(const FormContext& context, QWidget* parent)
{
    const Theme& theme = context.appearance.theme();
    auto* lines = new QPlainTextEdit(parent);
    lines->setProperty("kind", QStringLiteral("field"));
    lines->setFont(theme.font(FontRole::Mono));
    lines->setFixedHeight(theme.px(linesHeight));
    lines->setTabChangesFocus(true);
    return lines;
}

void fill(QWidget* field, QWidget* content)
{
    auto* layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(content);
    field->setFocusProxy(content);
}

bool hasLines(const Shape& shape)
{
    if (shape.type() != ShapeType::Text || shape.flag("sensitive"))
        return false;
    static constexpr std::array<std::string_view, 4> endings{"Body", "Document", "Message", "Policy"};
    const auto name = shape.name();
    return shape.trait("max").toInt() > longText ||
           std::any_of(endings.begin(), endings.end(), [name](auto end) { return name.ends_with(end); });
}

bool isWhole(const Shape& shape)
{
    return shape.type() == ShapeType::Int || shape.type() == ShapeType::Long;
}

// Null where the text is none of the shape's.
Value parsed(const Shape& shape, const QString& text)
{
    bool ok = false;
    switch (shape.type()) {
    case ShapeType::Int:
    case ShapeType::Long: {
        const qlonglong number = QLocale::c().toLongLong(text.trimmed(), &ok);
        return ok ? Value(number) : Value();
    }
    case ShapeType::Float:
    case ShapeType::Double: {
        const double number = QLocale::c().toDouble(text.trimmed(), &ok);
        return ok ? Value(number) : Value();
    }
    case ShapeType::Time: {
        const auto time = timestampFromText(text.trimmed().toStdString());
        return time ? Value(*time) : Value();
    }
    default:
        return Value(text.toStdString());
    }
}

} // namespace

TextField::TextField(const FormContext& context, const Shape& shape, QWidget* parent)
    : FormField(parent), m_shape(shape)
{
    if (hasLines(shape)) {
        m_lines = makeLines(context, this);
        connect(m_lines, &QPlainTextEdit::textChanged, this, &FormField::edited);
        fill(this, m_lines);
        return;
    }
    m_line = new QLineEdit(this);
    m_line->setMaxLength(longestLine); // else the field cuts at 32,767 and says nothing
    m_line->setPlaceholderText(hint());
    if (shape.flag("sensitive"))
        m_line->setEchoMode(QLineEdit::Password);
    connect(m_line, &QLineEdit::textEdited, this, &FormField::edited);
    fill(this, m_line);
}

QString TextField::hint() const
{
    if (m_shape.type() == ShapeType::Time)
        return QStringLiteral("2026-07-14T10:00:00Z");
    const Node least = m_shape.trait("min");
    const Node most = m_shape.trait("max");
    if (m_shape.type() == ShapeType::Text || (!least && !most))
        return {};
    if (!most)
        return tr("at least %1").arg(valuePlainText(least.toValue()));
    return least ? tr("%1 to %2").arg(valuePlainText(least.toValue()), valuePlainText(most.toValue()))
                 : tr("at most %1").arg(valuePlainText(most.toValue()));
}

QString TextField::text() const
{
    return m_line != nullptr ? m_line->text() : m_lines->toPlainText();
}

Value TextField::value() const
{
    return text().isEmpty() ? Value() : parsed(m_shape, text());
}

void TextField::setValue(const Value& value)
{
    const QString text = value.isNull() ? QString() : valuePlainText(value);
    if (m_line != nullptr)
        m_line->setText(text);
    else
        m_lines->setPlainText(text);
}

QString TextField::problem() const
{
    if (text().isEmpty() || !value().isNull())
        return {};
    if (m_shape.type() == ShapeType::Time)
        return tr("Has to be a date and a time, such as %1").arg(hint());
    return isWhole(m_shape) ? tr("Has to be a whole number") : tr("Has to be a number");
}

ChoiceField::ChoiceField(const FormContext& context, const Shape& shape, QWidget* parent)
    : FormField(parent),
      m_isBool(shape.type() == ShapeType::Bool),
      m_box(
          new ChoiceBox(context.appearance, m_isBool ? ChoiceBox::Typing::No : ChoiceBox::Typing::Yes, this))
{
    QStringList choices;
    if (m_isBool)
        choices = {QString(), QStringLiteral("true"), QStringLiteral("false")};
    for (const Node choice : shape.trait("enum").items())
        choices.append(toQString(choice.text()));
    m_box->setChoices(choices);
    m_box->setPlaceholder(tr("not set"));
    connect(m_box, &QComboBox::currentTextChanged, this, &FormField::edited);
    fill(this, m_box);
}

Value ChoiceField::value() const
{
    const QString text = m_box->currentText();
    if (text.isEmpty())
        return {};
    return m_isBool ? Value(text == QStringLiteral("true")) : Value(text.toStdString());
}

void ChoiceField::setValue(const Value& value)
{
    if (m_isBool)
        m_box->setText(!value.isBool()  ? QString()
                       : value.toBool() ? QStringLiteral("true")
                                        : QStringLiteral("false"));
    else
        m_box->setText(toQString(value.text()));
}

DocumentField::DocumentField(const FormContext& context, const Shape& shape, QWidget* parent)
    : FormField(parent), m_shape(shape), m_text(makeLines(context, this))
{
    m_text->setPlaceholderText(QStringLiteral("{ }"));
    connect(m_text, &QPlainTextEdit::textChanged, this, &FormField::edited);
    fill(this, m_text);
}

Value DocumentField::value() const
{
    const QString text = m_text->toPlainText().trimmed();
    const auto json = parametersFromJson(m_shape, text.toStdString());
    return !text.isEmpty() && json ? *json : Value();
}

void DocumentField::setValue(const Value& value)
{
    m_text->setPlainText(value.isNull() ? QString() : toQString(toJson(value, JsonStyle::indented())));
}

QString DocumentField::problem() const
{
    const QString text = m_text->toPlainText().trimmed();
    if (text.isEmpty())
        return {};
    const auto json = parametersFromJson(m_shape, text.toStdString());
    return json ? QString() : toQString(json.error().message);
}

namespace {
constexpr qint64 mostBytes = qint64(4) * 1024 * 1024;
} // namespace

BlobField::BlobField(const FormContext& context, QWidget* parent)
    : FormField(parent),
      m_text(new QLineEdit(this)),
      m_file(new ToolButton(context.appearance, QStringLiteral("file"), tr("Take the bytes of a file"), {},
                            this)),
      m_clear(new ToolButton(context.appearance, QStringLiteral("x"), tr("Take no file"), {}, this))
{
    m_text->setObjectName(QStringLiteral("blobText"));
    m_text->setPlaceholderText(tr("Text, or a file"));
    m_clear->hide();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(context.appearance.theme().px(4));
    line->addWidget(m_text, 1);
    line->addWidget(m_clear);
    line->addWidget(m_file);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textEdited, this, &FormField::edited);
    connect(m_file, &QToolButton::clicked, this, &BlobField::choose);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        setValue({});
        emit edited();
    });
}

void BlobField::choose()
{
    auto* dialog = new QFileDialog(window(), tr("Take the bytes of a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BlobField::readFile);
    dialog->open();
}

void BlobField::readFile(const QString& path)
{
    QFile file(path);
    m_problem.clear();
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = tr("%1 cannot be read: %2").arg(path, file.errorString());
    } else if (file.size() > mostBytes) {
        m_problem = tr("%1 has %2; a form takes files up to %3. Upload it instead")
                        .arg(QFileInfo(path).fileName(), sizeText(file.size()), sizeText(mostBytes));
    } else {
        m_bytes = file.readAll();
        showBytes(QFileInfo(path).fileName());
    }
    emit edited();
}

void BlobField::showBytes(const QString& origin)
{
    m_isText = false;
    m_text->setReadOnly(true);
    m_text->setText(origin.isEmpty() ? sizeText(m_bytes.size())
                                     : QStringLiteral("%1 · %2").arg(origin, sizeText(m_bytes.size())));
    m_clear->show();
}

Value BlobField::value() const
{
    if (!m_isText)
        return m_bytes;
    return m_text->text().isEmpty() ? Value() : Value(m_text->text().toUtf8());
}

void BlobField::setValue(const Value& value)
{
    m_problem.clear();
    const QByteArray bytes = value.isText() ? QByteArray::fromStdString(value.text()) : value.blob();
    if (!bytes.isEmpty() && (!isReadableText(bytes) || bytes.contains('\n'))) {
        m_bytes = bytes;
        showBytes({});
        return;
    }
    m_isText = true;
    m_bytes.clear();
    m_text->setReadOnly(false);
    m_text->setText(QString::fromUtf8(bytes));
    m_clear->hide();
}

} // namespace inia::ui
