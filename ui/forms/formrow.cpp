#include "ui/forms/formrow.h"

#include "ui/forms/formcontext.h"
#include "ui/models/displaytext.h"
#include "ui/panels/foldheader.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

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

} // namespace inia::ui
