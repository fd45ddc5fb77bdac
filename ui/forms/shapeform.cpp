#include "ui/forms/shapeform.h"

#include "core/client/parameters.h"
#include "core/protocol/jsonwriter.h"
#include "ui/forms/containerfields.h"
#include "ui/forms/formfield.h"
#include "ui/forms/scalarfields.h"
#include "ui/forms/structurefield.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/choicecontrols.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

bool FormField::showProblem(const QString&, const QString&)
{
    return false;
}

FormField* makeField(const FormContext& context, const Shape& shape, bool required, QWidget* parent)
{
    switch (shape.type()) {
    case ShapeType::Structure:
        if (shape.isDocument())
            return new DocumentField(context, shape, parent);
        if (shape.isUnion())
            return new UnionField(context, shape, parent);
        return new StructureField(context, StructureField::Members::of(shape), required, parent);
    case ShapeType::List:
        return new ListField(context, shape, parent);
    case ShapeType::Map:
        return new MapField(context, shape, parent);
    case ShapeType::Blob:
        return new BlobField(context, parent);
    case ShapeType::Bool:
        return new ChoiceField(context, shape, parent);
    case ShapeType::Text:
        if (shape.trait("enum"))
            return new ChoiceField(context, shape, parent);
        return new TextField(context, shape, parent);
    default:
        return new TextField(context, shape, parent);
    }
}

namespace {

// As the definition's values and the form's stand together in the call.
Value merged(Value filled, const Value& said)
{
    for (const auto& [name, value] : said.members())
        filled.insert(name, value);
    return filled;
}

} // namespace

ShapeForm::ShapeForm(const Appearance& appearance, StructureField::Members members,
                     std::shared_ptr<const Document> docs, QWidget* parent)
    : QWidget(parent),
      m_context{appearance, std::move(docs)},
      m_shape(members.shape),
      m_fields(new StructureField(m_context, std::move(members), true, this)),
      m_json(new QPlainTextEdit(this)),
      m_modes(new SegmentedControl(appearance, {tr("Form"), tr("JSON")}, this, SegmentedControl::Size::Dock)),
      m_pages(new QStackedLayout),
      m_problems(new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    build();
    m_fields->open();
    connect(m_fields, &FormField::edited, this, &ShapeForm::edited);
    connect(m_json, &QPlainTextEdit::textChanged, this, [this] {
        m_problems->hide();
        emit edited();
    });
    connect(m_modes, &SegmentedControl::currentChanged, this,
            [this](int index) { setMode(static_cast<Mode>(index)); });
}

void ShapeForm::build()
{
    const Theme& theme = m_context.appearance.theme();
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* page = new QWidget(scroll);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(theme.px(2), theme.px(2), theme.px(12), theme.px(2));
    column->addWidget(m_fields);
    column->addStretch(1);
    scroll->setWidget(page);
    page->setAutoFillBackground(false); // which setWidget() has just turned on
    m_json->setProperty("kind", QStringLiteral("field"));
    m_json->setFont(theme.font(FontRole::Mono));
    m_json->setAccessibleName(tr("Parameters as JSON"));
    m_json->setTabChangesFocus(true);
    m_problems->hide();
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_json);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme.px(8));
    all->addLayout(m_pages, 1);
    all->addWidget(m_problems);
}

QWidget* ShapeForm::modes() const
{
    return m_modes;
}

ShapeForm::Mode ShapeForm::mode() const
{
    return m_mode;
}

void ShapeForm::setMode(Mode mode)
{
    if (mode != m_mode) {
        if (mode == Mode::Json)
            m_json->setPlainText(toQString(toJson(value(), JsonStyle::indented())));
        else if (!takeJson())
            mode = Mode::Json;
    }
    m_mode = mode;
    m_modes->setCurrentIndex(static_cast<int>(mode));
    m_pages->setCurrentIndex(static_cast<int>(mode));
}

// False, and said, when the text is no JSON.
bool ShapeForm::takeJson()
{
    const auto parsed = parametersFromJson(m_shape, m_json->toPlainText().trimmed().toStdString());
    const bool good = parsed && parsed->isMap();
    if (good)
        m_fields->setValue(*parsed);
    else
        showProblem({}, parsed ? tr("The parameters have to be a JSON object, { … }")
                               : toQString(parsed.error().message));
    return good;
}

Value ShapeForm::value() const
{
    if (m_mode == Mode::Json) {
        auto parsed = parametersFromJson(m_shape, m_json->toPlainText().trimmed().toStdString());
        if (parsed && parsed->isMap())
            return std::move(parsed).value();
    }
    return m_fields->value();
}

void ShapeForm::setValue(const Value& value)
{
    m_fields->setValue(value);
    if (m_mode == Mode::Json)
        m_json->setPlainText(toQString(toJson(value, JsonStyle::indented())));
}

void ShapeForm::showProblem(const QString& path, const QString& text)
{
    const QString line = path.isEmpty() ? text : path + QStringLiteral(": ") + text;
    m_problems->setText(m_problems->isHidden() ? line : m_problems->text() + u'\n' + line);
    m_problems->show();
}

bool ShapeForm::check()
{
    m_problems->hide();
    m_fields->clearProblems();
    m_problemCount = 0;
    if (m_mode == Mode::Json ? !takeJson() : !m_fields->check()) {
        m_problemCount = 1;
        return false;
    }
    for (const auto& problem : parameterProblems(m_shape, merged(m_filled, value()))) {
        ++m_problemCount;
        const QString path = toQString(problem.path);
        const QString hint = toQString(problem.hint);
        if (m_mode == Mode::Json || !m_fields->showProblem(path, hint))
            showProblem(path, hint);
    }
    return m_problemCount == 0;
}

void ShapeForm::focusFirst()
{
    if (QWidget* first = m_fields->firstField())
        first->setFocus();
}

QSize ShapeForm::sizeHint() const
{
    const Theme& theme = m_context.appearance.theme();
    return {theme.px(560), qBound(theme.px(60), m_fields->sizeHint().height() + theme.px(8), theme.px(420))};
}

} // namespace inia::ui
