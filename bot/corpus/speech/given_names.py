"""Common given names that are borne by one gender almost alone, for "he" and "she"."""

from __future__ import annotations

from bot.corpus.speech.tables import FEMALE, MALE

_MALE = """
    aaron abdullah abraham adam adolf adrian ahmed alan alastair albert alejandro alexander
    alfred ali allan anatoly andrew andy anthony antonio armin arthur arturo barack barry ben
    benito benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan
    brent bret brett brian bruce bruno bryan caleb calvin carl carlos chad charles charlie
    chris christopher chuck clarence clint colin connor corey cory craig curt dale dalton
    damian dan daniel darrell dave david dean declan dennis dick diego dmitri dmitry dominic
    don donald doug douglas duncan dustin dwight dylan earl ed eddie edgar edward edwin eli
    elijah elliott emmanuel enrique eric erik ernest ernie ethan eugene evan federico felipe
    felix fernando francisco francois frank franklin fred freddy frederic frederick gabriel
    garry gary gavin gene geoff geoffrey george gerald gerard gideon gilbert giovanni
    giuseppe glen glenn gonzalo gordon greg gregory guy hamid hank hans harold harry harvey
    hassan henry herbert herman hiroshi holger howard hubert hugh ian ibrahim igor ilya ira
    isaac ivan jack jacob jaime jake james jared jason javier jay jeb jeff jeffery jeffrey
    jeremy jerome jerry jesse jim jimmy joao joe joel joey john johnny jon jonah jonathan
    jorge jose joseph josh joshua juan julian jurgen justin karl keith ken kenji kenneth
    kevin khalid kieran klaus kofi kurt kwame kyle lachlan lamar lance larry laurence
    lawrence len leo leon leonard leonardo leonid liam lloyd logan lou louis lowell lucas
    luigi luis luke luther malcolm manuel marc marco marcus mariano mario mark markus martin
    marvin mason massimo mateo matt matteo matthew max michael mick miguel mike mikhail mitch
    mitchell mohamed mohammed muhammad murray nate nathan neal neil nelson nicholas nick
    nigel noah nolan norman oleg oliver omar oscar otto owen pablo pascal patrick paul pavel
    pedro perry pete peter phil philip pierre rafael ralf ralph randy raphael raul ray
    raymond reince ricardo rich richard rick rob robert roberto rodney rodrigo roger roland
    ron ronald ross roy rudolph rudy rupert russ russell ryan salvador sam sammy samuel
    santiago saul scott sean sebastian sergei sergey sergio seth shane sheldon sidney simon
    solomon stanley stefan steffen stephen steve steven stu stuart tariq ted teddy terrence
    thom thomas tim timothy todd tom tommy tony travis trent trevor troy tyler tyrone vernon
    victor viktor vincent vladimir volodymyr wade walt walter warren wayne wesley will
    william wolfgang woody xavier yuri yusuf zach zachary
"""
_FEMALE = """
    abigail adriana agnes aisha alexandra alice alicia alison amanda amber amelia amy ana
    andrea angela angie anita ann anna anne annette april arianna ashley audrey barbara
    beatrice becky beth betsy betty beverly bianca bonnie brenda bridget brigid brittany
    brooke camille carla carly carmen carol carole carolina caroline carolyn catherine cathy
    cecelia cecile cecilia charlene charlotte chelsea cheryl chloe christina christine cindy
    claire clara claudia colleen connie cristina crystal cynthia daniela danielle dawn deb
    debbie debby deborah deirdre delia denise diana diane dianne dina dolores donna doris
    dorothy dottie edith eileen elaine eleanor elena elise elizabeth ellen emily emma erica
    erin esther eva evelyn fatima felicia fiona florence frances freya gabby gabrielle gail
    georgia gillian gina gisela giulia gladys gloria grace greta gwen hallie hannah heather
    heidi helen hilary hillary huma ida inez ingrid irene irina iris isabel isabella ivana
    ivanka jackie jacqueline jan jane janet janice jean jeanne jen jenna jennifer jenny
    jessica jill jillian joan joanna joanne jocelyn johanna joni josephine joyce juanita
    judith judy julia julie karen katarina kate katherine kathleen kathryn kathy katie
    katrina kayla kellyanne kimberley kimberly kirsten kristen kristin larissa laura lauren
    laurie layla leah leila lena lesley libby lillian linda lisa lois loretta lori lorraine
    louisa louise lucia lucille lucinda lucy ludmila luisa lydia lynn mabel madeleine
    madeline magdalena maggie marcia marcy margaret margo maria mariam marian marianne marie
    marilyn marina marjorie marla marlene martha mary maryanne maureen maya megan megyn
    melania melanie melinda melissa mercedes mia michele michelle mildred miriam mollie molly
    mona monica monique myra nadia nadine nancy naomi natalia natalie natasha nicole nikki
    nina nora norah noreen norma oksana olga olivia ophelia paige pamela patricia patti patty
    paula pauline peggy penny phyllis pilar polly priscilla rachel raquel rebecca rebekah
    regina renee rhonda rita roberta robin robyn rosa rosario rose rosemary roxanne ruth
    sabrina sally salma samantha sandra sara sarah selena serena sharon sheila shelley sheryl
    shirley silvia simone sofia sonia sophia sophie stacey stella stephanie sue susan susana
    susannah suzanne svetlana sylvia tamara tammy tanya tara tatiana teresa thea theresa
    tiffany tina tracy trudy ursula valentina valerie vanessa vera veronica victoria virginia
    vivian vivienne wanda wendy yulia yvette yvonne zoe
"""
GENDERS = dict.fromkeys(_MALE.split(), MALE) | dict.fromkeys(_FEMALE.split(), FEMALE)
