#include "ui/forms/shapeform.h"

#include "core/client/client.h"
#include "core/protocol/jsonwriter.h"
#include "ui/forms/containerfields.h"
#include "ui/forms/formfields.h"
#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <set>

namespace inia::ui {

namespace {

constexpr int foldIndent = 20;
constexpr int docsHeight = 46; // three lines

ElidedLabel* makeLabel(const FormContext& context, FontRole font, Token color, const QString& text,
                       QWidget* parent)
{
    auto* label = new ElidedLabel(context.appearance, font, color, parent);
    label->setText(text);
    return label;
}

} // namespace

FormRow::FormRow(const FormContext& context, std::string_view structure, const std::string& name,
                 const Shape& shape, bool required, QWidget* parent)
    : QWidget(parent),
      m_name(name),
      m_type(shapeWords(shape)),
      m_required(required),
      m_field(makeField(context, shape, required, this)),
      m_error(new TextLabel(context.appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    const QString docs = context.memberDocs(structure, name);
    m_error->hide();
    m_field->setAccessibleName(toQString(name));
    if (m_field->focusProxy() != nullptr) {
        m_field->focusProxy()->setAccessibleName(toQString(name));
        m_field->focusProxy()->setAccessibleDescription(docs);
    }
    if (m_field->folds())
        buildFolding(context, shape, required, docs);
    else
        buildPlain(context, shape, required, docs);
    connect(m_field, &FormField::edited, this, [this] {
        clearProblems();
        updateNote();
        emit edited();
    });
}

void FormRow::buildPlain(const FormContext& context, const Shape&, bool required, const QString& docs)
{
    const Theme& theme = context.appearance.theme();
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(6));
    head->addWidget(makeLabel(context, FontRole::Strong, Token::Text, toQString(m_name), this));
    if (required)
        head->addWidget(makeLabel(context, FontRole::Header, Token::Danger, tr("required"), this));
    head->addStretch(1);
    head->addWidget(makeLabel(context, FontRole::MonoSmall, Token::Text2, m_type, this));
    auto* words =
        new TextLabel(context.appearance, FontRole::Secondary, Token::Text2, firstSentence(docs), this);
    words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    words->setMaximumHeight(theme.px(docsHeight));
    words->setToolTip(docs.size() > words->text().size() ? docs.left(1500) : QString());

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.px(16));
    grid->setVerticalSpacing(theme.px(4));
    grid->setColumnStretch(0, 5);
    grid->setColumnStretch(1, 4);
    grid->addLayout(head, 0, 0);
    grid->addWidget(m_field, 1, 0, Qt::AlignTop);
    grid->addWidget(words, 1, 1, Qt::AlignTop);
    grid->addWidget(m_error, 2, 0);
}

void FormRow::buildFolding(const FormContext& context, const Shape&, bool required, const QString& docs)
{
    const Theme& theme = context.appearance.theme();
    m_fold = new FoldHeader(context.appearance, toQString(m_name), this);
    m_fold->setToolTip(docs.left(1500));
    m_inside = new QWidget(this);
    auto* inside = new QVBoxLayout(m_inside);
    inside->setContentsMargins(theme.px(foldIndent), 0, 0, 0);
    inside->setSpacing(theme.px(6));
    if (!docs.isEmpty())
        inside->addWidget(new TextLabel(context.appearance, FontRole::Secondary, Token::Text2,
                                        firstSentence(docs), m_inside));
    inside->addWidget(m_field);
    m_inside->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme.px(4));
    m_fold->setLeftPadding(0); // the arrow stands at the labels' edge
    all->addWidget(m_fold);
    all->addWidget(m_inside);
    all->addWidget(m_error);
    connect(m_fold, &QAbstractButton::toggled, this, [this](bool on) {
        if (on)
            m_field->open();
        m_inside->setVisible(on);
    });
    updateNote();
    if (required)
        open();
}

void FormRow::open()
{
    if (m_fold != nullptr)
        m_fold->setChecked(true);
}

void FormRow::setValue(const Value& value)
{
    m_field->setValue(value);
    if (!value.isNull())
        open();
    updateNote();
}

void FormRow::updateNote()
{
    if (m_fold == nullptr)
        return;
    const QString note = m_field->note();
    m_fold->setNote((m_required ? tr("required · %1") : QStringLiteral("%1"))
                        .arg(note.isEmpty() ? m_type : m_type + QStringLiteral(" · ") + note));
}

void FormRow::setError(const QString& text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

bool FormRow::check()
{
    const QString problem = m_field->problem();
    if (problem.isEmpty())
        return true;
    open();
    if (!m_field->folds()) // which shows it where it is
        setError(problem);
    return false;
}

void FormRow::showProblem(const QString& path, const QString& text)
{
    open();
    if (path.isEmpty() || !m_field->showProblem(path, text))
        setError(path.isEmpty() ? text : path + QStringLiteral(": ") + text);
}

void FormRow::clearProblems()
{
    setError({});
    m_field->clearProblems();
}

namespace {
constexpr std::size_t fewMembers = 3; // stand there at once

// Nothing but structures that are there because they are required.
bool isBlank(const Value& value)
{
    return value.isMap() && std::all_of(value.members().begin(), value.members().end(),
                                        [](const auto& member) { return isBlank(member.second); });
}
} // namespace

StructureField::Members StructureField::Members::of(const Shape& shape)
{
    Members members{shape, {}, 0};
    std::set<std::string_view> required;
    for (const auto name : shape.required().items())
        required.insert(name.text());
    std::vector<std::string> optional;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto name = shape.memberAt(i).name;
        (required.contains(name) ? members.names : optional).emplace_back(name);
    }
    members.requiredCount = members.names.size();
    std::move(optional.begin(), optional.end(), std::back_inserter(members.names));
    return members;
}

StructureField::StructureField(const FormContext& context, Members members, bool required, QWidget* parent)
    : FormField(parent),
      m_context(context),
      m_members(std::move(members)),
      m_required(required),
      m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(context.appearance.theme().px(12));
}

void StructureField::addRow(const std::string& name, bool required, QVBoxLayout* layout)
{
    auto* row = new FormRow(m_context, m_members.shape.name(), name, m_members.shape.member(name), required,
                            layout->parentWidget());
    if (m_pending.contains(name)) {
        row->setValue(m_pending[name]);
        m_pending.mutableMap().remove(name);
    }
    connect(row, &FormRow::edited, this, &FormField::edited);
    m_rows.push_back(row);
    layout->addWidget(row);
}

void StructureField::open()
{
    if (m_isOpen)
        return;
    m_isOpen = true;
    const auto& names = m_members.names;
    const std::size_t rest = names.size() - m_members.requiredCount;
    const std::size_t shown = rest <= fewMembers ? names.size() : m_members.requiredCount;
    for (std::size_t i = 0; i < shown; ++i)
        addRow(names[i], i < m_members.requiredCount, m_layout);
    if (shown == names.size())
        return;
    m_restHead =
        new FoldHeader(m_context.appearance,
                       (shown == 0 ? tr("%1 optional members") : tr("%1 more members")).arg(rest), this);
    m_restHead->setNote(tr("not set"));
    m_rest = new QWidget(this);
    auto* inside = new QVBoxLayout(m_rest);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(m_layout->spacing());
    m_rest->hide();
    m_restHead->setLeftPadding(0);
    m_layout->addWidget(m_restHead);
    m_layout->addWidget(m_rest);
    connect(m_restHead, &QAbstractButton::toggled, this, [this](bool on) {
        if (on)
            openRest();
        m_rest->setVisible(on);
    });
    if (m_pending.size() > 0)
        m_restHead->setChecked(true);
}

void StructureField::openRest()
{
    auto* inside = static_cast<QVBoxLayout*>(m_rest->layout());
    if (inside->count() > 0)
        return;
    m_restHead->setNote({});
    for (std::size_t i = m_members.requiredCount; i < m_members.names.size(); ++i)
        addRow(m_members.names[i], false, inside);
}

FormRow* StructureField::row(const std::string& name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&name](const FormRow* row) { return row->name() == name; });
    return found == m_rows.end() ? nullptr : *found;
}

Value StructureField::value() const
{
    Value result = Value::emptyMap();
    // In the model's order, whatever order the rows stand in.
    for (std::uint32_t i = 0; i < m_members.shape.memberCount(); ++i) {
        const std::string name(m_members.shape.memberAt(i).name);
        const FormRow* own = row(name);
        Value value = own != nullptr ? own->field()->value() : m_pending[name];
        if (!value.isNull())
            result.insert(name, std::move(value));
    }
    return isBlank(result) && !m_required ? Value() : result;
}

void StructureField::setValue(const Value& value)
{
    m_pending = value.isMap() ? value : Value::emptyMap();
    for (FormRow* row : m_rows) {
        row->setValue(m_pending[row->name()]);
        m_pending.mutableMap().remove(row->name());
    }
    if (m_restHead != nullptr && m_pending.size() > 0)
        m_restHead->setChecked(true);
    emit edited();
}

QString StructureField::problem() const
{
    for (const FormRow* row : m_rows) {
        if (const QString problem = row->field()->problem(); !problem.isEmpty())
            return toQString(row->name()) + QStringLiteral(": ") + problem;
    }
    return {};
}

bool StructureField::check()
{
    bool good = true;
    for (FormRow* row : m_rows)
        good = row->check() && good;
    return good;
}

bool StructureField::showProblem(const QString& path, const QString& text)
{
    qsizetype end = 0;
    while (end < path.size() && path[end] != u'.' && path[end] != u'[' && path[end] != u' ')
        ++end;
    const std::string name = path.left(end).toStdString();
    if (std::count(m_members.names.begin(), m_members.names.end(), name) == 0)
        return false;
    open();
    if (row(name) == nullptr && m_restHead != nullptr)
        m_restHead->setChecked(true);
    FormRow* own = row(name);
    if (own == nullptr)
        return false;
    own->showProblem(path.mid(end + (end < path.size() && path[end] == u'.' ? 1 : 0)), text);
    return true;
}

void StructureField::clearProblems()
{
    for (FormRow* row : m_rows)
        row->clearProblems();
}

QString StructureField::note() const
{
    const auto set = value().size();
    return set > 0 ? tr("%1 set").arg(set) : tr("%1 members").arg(m_members.names.size());
}

QWidget* StructureField::firstField() const
{
    return m_rows.empty() || m_rows.front()->field()->folds() ? nullptr : m_rows.front()->field();
}

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
    m_json->setToolTip(tr("Bytes are base64, or {\"$file\": \"path\"}"));
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
    const auto parsed =
        parametersFromJson(m_shape, m_json->toPlainText().trimmed().toStdString(), FileMarks::Read);
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
        auto parsed =
            parametersFromJson(m_shape, m_json->toPlainText().trimmed().toStdString(), FileMarks::Read);
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
